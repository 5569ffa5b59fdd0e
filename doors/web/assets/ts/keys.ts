// Single keys. Pages own theirs with data-key; nothing fires in fields, with modifiers, in dialogs, or when turned off.

import { make } from "./page";
import { keyName, Sequence } from "./sequence";

type Act = () => void;

const registered = new Map<string, { act: Act; label: string }>();
const sequence = new Sequence();

/** Whether a press belongs to what has focus: a field, a choice list, an editor. */
export function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Binds a key that has no element of its own, such as J in a list. */
export function bind(key: string, label: string, act: Act): void {
  registered.set(key, { act, label });
}

function elements(): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = element.dataset.key ?? "";
    if (!found.has(key) && !element.matches(":disabled")) found.set(key, element);
  }
  return found;
}

function use(element: HTMLElement): void {
  if (element.matches("textarea, input, select")) {
    // A field may have to be brought to the front first: the composer switches between reply and note.
    element.dispatchEvent(new CustomEvent("fl-focus", { bubbles: true }));
    element.focus();
  } else {
    element.click();
    // A menu opened by key is used by key.
    const menu = element.matches("summary") ? element.closest("details[open]") : null;
    menu?.querySelector<HTMLElement>(".menu :is(button, a, input:not([type=hidden]), select)")?.focus();
  }
}

function pressed(event: KeyboardEvent): void {
  document.documentElement.classList.add("still");
  if (document.documentElement.dataset.singleKeys === "off") return;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (inField(event.target) || document.querySelector("dialog[open]")) return;
  const own = event.key === " " || event.key === "Enter";
  if (own && (event.target as Element).closest("button, summary, input")) return;
  const onPage = elements();
  const done = sequence.press(keyName(event), event.timeStamp, [...onPage.keys(), ...registered.keys()]);
  if (!done) return;
  event.preventDefault();
  const element = onPage.get(done);
  if (element) use(element);
  else registered.get(done)?.act();
}

/** What an element's key does, in words. */
export function labelOf(element: HTMLElement): string {
  const words = element.dataset.label ?? element.getAttribute("aria-label") ?? element.getAttribute("placeholder");
  return (words ?? element.textContent ?? "").trim();
}

/** All keys of this page with what they do. */
export function all(): { key: string; label: string; element: HTMLElement | undefined }[] {
  const onPage = [...elements()].map(([key, element]) => ({ key, label: labelOf(element), element }));
  const others = [...registered].map(([key, { label }]) => ({ key, label, element: undefined }));
  return [...onPage, ...others].filter(({ label }) => label !== "");
}

/** A key sequence as <kbd> elements. */
export function keycaps(key: string): HTMLElement[] {
  return key.split(" ").flatMap((part) => part.split("+").map((cap) => make("kbd", "", capName(cap))));
}

function capName(cap: string): string {
  const named = cap.charAt(0).toUpperCase() + cap.slice(1);
  return cap.length === 1 ? cap.toUpperCase() : named;
}

function fillSheet(): void {
  const sheet = document.querySelector("[data-keys-sheet]");
  if (!sheet) return;
  const rows = all().map(({ key, label }) => {
    const row = make("li");
    const caps = make("span");
    caps.append(...keycaps(key));
    row.append(make("span", "", label), caps);
    return row;
  });
  sheet.replaceChildren(...rows);
}

export function start(): void {
  document.addEventListener("keydown", pressed);
  document.addEventListener("pointerdown", () => document.documentElement.classList.remove("still"), { passive: true });
  document.addEventListener("fl-open", (event) => {
    if ((event.target as Element).id === "keys") fillSheet();
  });
}
