// Changes a part of the page in place, without touching what somebody uses: focused and changed fields, open folds.

import htmx from "htmx.org";

type Morph = (old: Element, fragment: DocumentFragment, innerHTML: boolean) => void;
let change: Morph | undefined;

/** A field the reader has changed: its value differs from what the server wrote. */
function dirty(element: Element): boolean {
  if (element instanceof HTMLInputElement) {
    const box = element.type === "checkbox" || element.type === "radio";
    return box ? element.checked !== element.defaultChecked : element.value !== element.defaultValue;
  }
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
  return element instanceof HTMLSelectElement && [...element.options].some((o) => o.selected !== o.defaultSelected);
}

/** Whether a node is in use, so that a change must wait. */
function inUse(element: Element): boolean {
  if (element instanceof HTMLDetailsElement) return element.open;
  if (!element.matches("input, textarea, select")) return false;
  return element === document.activeElement || dirty(element);
}

export function start(): void {
  htmx.registerExtension("firstline", {
    init(api: { morph: Morph }) {
      change = api.morph;
    },
    htmx_before_morph_node(element: Element) {
      return !inUse(element);
    },
  });
}

/** Brings an element to its newer form; answers whether anything differs. */
export function morph(old: Element, newer: Element): boolean {
  if (old.isEqualNode(newer)) return false;
  const fragment = document.createDocumentFragment();
  fragment.append(document.importNode(newer, true));
  change?.(old, fragment, false);
  return true;
}
