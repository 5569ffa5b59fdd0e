// <fl-due> and <fl-ago>: times that tick once a minute, all on one timer.

import { announce, iconUrl, serverNow } from "./page";
import { agoWords, dueState, dueWords, MINUTE_MS } from "./span";
import { text } from "./texts";

const icons = { calm: "clock", soon: "timer", over: "alarm-clock" } as const;
const ticking = new Set<Ticking>();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  clearTimeout(timer);
  for (const element of ticking) element.tick();
  if (ticking.size > 0) timer = setTimeout(tick, MINUTE_MS - (serverNow() % MINUTE_MS) + 50);
}

abstract class Ticking extends HTMLElement {
  abstract tick(): void;
  connectedCallback(): void {
    if (!Number(this.dataset.at)) return; // a clock that stands still
    ticking.add(this);
    if (ticking.size === 1) tick();
    else this.tick();
  }
  disconnectedCallback(): void {
    ticking.delete(this);
  }
}

class Due extends Ticking {
  tick(): void {
    const now = serverNow();
    const at = Number(this.dataset.at);
    const words = dueWords(now, at, this.dataset.form === "long", text);
    const label = this.querySelector("span");
    if (words && label && label.textContent !== words) label.textContent = words;
    const state = dueState(now, at, Number(this.dataset.soon));
    if (this.classList.contains(`due-${state}`)) return;
    this.classList.remove("due-calm", "due-soon", "due-over");
    this.classList.add(`due-${state}`);
    this.querySelector("use")?.setAttribute("href", iconUrl(icons[state]));
    if (state === "over" && this.closest(".ticket")) announce(text("js-is-over"));
  }
}

class Ago extends Ticking {
  tick(): void {
    const words = agoWords(serverNow(), Number(this.dataset.at), text);
    if (words && this.textContent !== words) this.textContent = words;
  }
}

export function start(): void {
  customElements.define("fl-due", Due);
  customElements.define("fl-ago", Ago);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) tick();
  });
}
