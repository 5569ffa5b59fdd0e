// <fl-toast>: a confirmation that leaves by itself, but not while somebody points at it or has focus in it.

import { announce, make } from "./page";

const STAY_MS = 6_000;
const SECOND_MS = 1_000;

class Toast extends HTMLElement {
  #left = Number(this.dataset.seconds) || STAY_MS / SECOND_MS;
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    const words = this.querySelector("span");
    announce(words?.textContent ?? "");
    // The server wrote the number of seconds into the sentence; it counts down in place.
    const pattern = new RegExp(`\\b${this.dataset.seconds}\\b`);
    const sentence = words?.textContent ?? "";
    const counts = Number(this.dataset.seconds) > 0;
    this.#timer = setInterval(() => {
      const held = this.matches(":hover") || this.contains(document.activeElement);
      this.#left -= 1;
      if (counts && words) words.textContent = sentence.replace(pattern, String(Math.max(0, this.#left)));
      if (counts && this.#left <= 0) this.querySelector("form")?.remove();
      if (this.#left <= 0 && !held) this.remove();
    }, SECOND_MS);
  }
  disconnectedCallback(): void {
    clearInterval(this.#timer);
  }
}

/** Shows a confirmation made in the browser. */
export function toast(words: string): void {
  const element = make("fl-toast" as "div", "toast");
  element.append(make("span", "num", words));
  document.querySelector(".toasts")?.append(element);
}

export function start(): void {
  customElements.define("fl-toast", Toast);
}
