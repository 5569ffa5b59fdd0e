// Drafts: sent to the server while somebody types, kept in the browser when the server cannot be reached.

import { debounced, icon, make, timeOfDay } from "./page";
import { text } from "./texts";

/** Quiet time after the last key before a draft is sent. */
const QUIET_MS = 800;
const RETRY_MS = [2_000, 5_000, 10_000, 30_000];
const KEPT_PREFIX = "draft:";

/** The draft of one field, in one mode (reply or note) of one ticket. */
export class Draft {
  readonly #kept: string;
  readonly #saver = debounced(() => void this.#save(), QUIET_MS);
  #sent: string;
  #failures = 0;

  constructor(
    readonly field: HTMLTextAreaElement,
    readonly mode: string,
    readonly url: string,
    readonly shown: HTMLElement | null,
  ) {
    this.#sent = field.value;
    this.#kept = KEPT_PREFIX + url + mode;
    this.#restore();
    field.addEventListener("input", () => this.#saver.soon());
    field.addEventListener("blur", () => this.#saver.now());
    addEventListener("pagehide", () => this.#leave());
  }

  /** The message goes out: nothing is left to save. */
  done(): void {
    this.#saver.cancel();
    this.#sent = this.field.value;
    localStorage.removeItem(this.#kept);
  }

  #restore(): void {
    const kept = localStorage.getItem(this.#kept);
    if (kept === null || kept === this.field.value) return;
    if (this.field.value === "") this.field.value = kept;
    else if (!this.field.value.includes(kept)) this.field.value += `\n\n${kept}`;
    this.#saver.now();
  }

  #body(): URLSearchParams {
    return new URLSearchParams({ mode: this.mode, body: this.field.value });
  }

  async #save(): Promise<void> {
    const value = this.field.value;
    if (value === this.#sent) return;
    this.#show("js-saving");
    try {
      const answer = await fetch(this.url, { method: "POST", body: this.#body(), keepalive: value.length < 60_000 });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#sent = value;
      this.#failures = 0;
      localStorage.removeItem(this.#kept);
      this.#show("js-saved");
    } catch {
      localStorage.setItem(this.#kept, value);
      this.#show("js-not-saved");
      const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)];
      this.#failures += 1;
      setTimeout(() => this.#saver.now(), wait);
    }
  }

  /** The page goes away: what is not saved is sent in the background. */
  #leave(): void {
    if (this.field.value === this.#sent) return;
    if (!navigator.sendBeacon(this.url, this.#body())) localStorage.setItem(this.#kept, this.field.value);
  }

  #show(key: string): void {
    if (!this.shown) return;
    const words = make("span", "", text(key, { time: timeOfDay(new Date()) }));
    this.shown.replaceChildren(...(key === "js-saved" ? [icon("check"), words] : [words]));
    this.shown.querySelector(".i")?.classList.add("i-14");
  }
}
