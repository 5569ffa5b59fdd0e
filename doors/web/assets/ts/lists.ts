// Lists by keyboard: focus sits on each row's real link; choosing rows shows the bar of acts.

import { bind } from "./keys";
import { announce } from "./page";
import { text } from "./texts";

let lastChosen: HTMLInputElement | undefined;

function rows(): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>("[data-rows] :is(tbody tr, li)");
  return [...all].filter((row) => row.querySelector("a[href]"));
}

function current(): HTMLElement | undefined {
  return (
    rows().find((row) => row.contains(document.activeElement)) ??
    rows().find((row) => row.querySelector("[aria-current]"))
  );
}

function move(step: number): void {
  const list = rows();
  const at = list.indexOf(current() as HTMLElement);
  const next = list[Math.min(list.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step))];
  next?.querySelector<HTMLElement>("a[href]")?.focus();
  if (peeking()) void peek();
}

function choose(range: boolean): void {
  const box = current()?.querySelector<HTMLInputElement>(".choose");
  if (!box) return;
  box.checked = !box.checked;
  if (range) fillRange(box);
  lastChosen = box;
  count();
}

/** Everything between the last chosen box and this one gets this one's state. */
function fillRange(box: HTMLInputElement): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-rows] .choose")];
  const from = lastChosen ? boxes.indexOf(lastChosen) : -1;
  const to = boxes.indexOf(box);
  if (from < 0 || to < 0) return;
  for (const between of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = box.checked;
}

function count(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-rows] .choose")];
  const chosen = boxes.filter((box) => box.checked).length;
  const bar = document.querySelector<HTMLElement>("[data-bulk]");
  const words = text("js-chosen", { count: chosen });
  if (bar) {
    bar.hidden = chosen === 0;
    const label = bar.querySelector("[data-bulk-count]");
    if (label) label.textContent = words;
  }
  const every = document.querySelector<HTMLInputElement>("[data-choose-all]");
  if (every) {
    every.checked = chosen > 0 && chosen === boxes.length;
    every.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  announce(words);
}

function pane(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-peek-pane]");
}
function peeking(): boolean {
  return pane()?.hidden === false;
}

async function peek(): Promise<void> {
  const address = current()?.dataset.peek;
  const place = pane();
  if (!address || !place) return;
  const answer = await fetch(address, { headers: { accept: "text/html", "x-fragment": "1" } });
  if (!answer.ok) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...part.body.childNodes);
  place.hidden = false;
}

function toggleSide(name: "list" | "side"): void {
  const app = document.querySelector<HTMLElement>(".app");
  if (!app) return;
  const closed = app.dataset[name] === "closed";
  if (closed) delete app.dataset[name];
  else app.dataset[name] = "closed";
  localStorage.setItem(`pane-${name}`, closed ? "" : "closed");
}

export function start(): void {
  const label = (key: string) => text(key);
  if (document.querySelector("[data-rows]")) {
    bind("j", label("key-next"), () => move(1));
    bind("k", label("key-before"), () => move(-1));
    bind("arrowdown", "", () => move(1));
    bind("arrowup", "", () => move(-1));
  }
  if (document.querySelector("[data-rows] .choose")) {
    bind("x", label("key-choose"), () => choose(false));
    bind("shift+x", "", () => choose(true));
    bind("escape", "", () => clear());
    document.addEventListener("click", clicked);
    count();
  }
  if (pane()) bind("space", label("key-peek"), () => (peeking() ? closePeek() : void peek()));
  if (document.querySelector(".desk")) {
    bind("[", label("key-pane-list"), () => toggleSide("list"));
    bind("]", label("key-pane-side"), () => toggleSide("side"));
    for (const name of ["list", "side"] as const) {
      const app = document.querySelector<HTMLElement>(".app");
      if (app && localStorage.getItem(`pane-${name}`) === "closed") app.dataset[name] = "closed";
    }
  }
}

function clear(): void {
  if (peeking()) {
    closePeek();
    return;
  }
  for (const box of document.querySelectorAll<HTMLInputElement>(".choose:checked")) box.checked = false;
  count();
}

function closePeek(): void {
  const place = pane();
  if (place) place.hidden = true;
}

function clicked(event: MouseEvent): void {
  const target = event.target as Element;
  if (target.matches("[data-choose-all]")) {
    const wanted = (target as HTMLInputElement).checked;
    for (const box of document.querySelectorAll<HTMLInputElement>("[data-rows] .choose")) box.checked = wanted;
    count();
  } else if (target.matches("[data-rows] .choose")) {
    if (event.shiftKey) fillRange(target as HTMLInputElement);
    lastChosen = target as HTMLInputElement;
    count();
  } else if (target.closest("[data-peek-close]")) {
    closePeek();
  } else if (target.closest("[data-bulk] [type=reset]")) {
    requestAnimationFrame(count);
  }
}
