// One stream of events from the server, reopened for ever. Runs in the shared worker, or in the page where there is none.

import { backoff } from "./backoff";

/** The server sends a heartbeat every 15 s; a stream silent for longer than this is dead, whatever the browser thinks. */
const SILENCE_MAX_MS = 40_000;
const CHECK_MS = 5_000;

/** What a stream tells the pages. */
export type News =
  | { kind: "change"; subject: string; id: string }
  | { kind: "open"; gap: boolean }
  | { kind: "closed"; retryMs: number };

export class Stream {
  #source: EventSource | undefined;
  #attempt = 0;
  #heard = 0;
  #last = "";
  #opened = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly url: string,
    readonly tell: (news: News) => void,
  ) {}

  open(): void {
    this.close();
    // A new EventSource cannot send Last-Event-ID itself, so the address carries it.
    const source = new EventSource(this.#last ? `${this.url}?last=${encodeURIComponent(this.#last)}` : this.url);
    this.#source = source;
    this.#heard = Date.now();
    const heard = (event: Event) => {
      this.#heard = Date.now();
      const id = (event as MessageEvent).lastEventId;
      if (id) this.#last = id;
    };
    source.addEventListener("open", () => {
      this.#attempt = 0;
      this.tell({ kind: "open", gap: this.#opened });
      this.#opened = true;
    });
    source.addEventListener("beat", heard);
    source.addEventListener("message", (event) => {
      heard(event);
      try {
        const { subject, id } = JSON.parse(event.data) as { subject: string; id: string | number };
        this.tell({ kind: "change", subject, id: String(id) });
      } catch {
        // Not for us: a newer server may say more than this page understands.
      }
    });
    source.addEventListener("error", () => this.#lost());
    this.#watch = setInterval(() => {
      if (Date.now() - this.#heard > SILENCE_MAX_MS) this.#lost();
    }, CHECK_MS);
  }

  close(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    this.#source?.close();
    this.#source = undefined;
  }

  #lost(): void {
    this.close();
    const retryMs = backoff(this.#attempt, Math.random());
    this.#attempt += 1;
    this.tell({ kind: "closed", retryMs });
    this.#retry = setTimeout(() => this.open(), retryMs);
  }
}
