// <fl-palette>: Ctrl K. What this page can do, and what the search finds, in one list.

import { all, keycaps } from "./keys";
import { openDialog } from "./menus";
import { debounced, icon, make } from "./page";
import { text } from "./texts";

interface Entry {
  label: string;
  icon: string;
  note?: string;
  key?: string;
  run(): void;
}
interface Found {
  results: { label: string; href: string; icon?: string; note?: string }[];
}

const ASK_AFTER_MS = 120;
const FOUND_MAX = 12;
const COMMANDS_MAX = 8;

class Palette extends HTMLElement {
  #entries: Entry[] = [];
  #found: Entry[] = [];
  #at = 0;
  #asking: AbortController | undefined;
  readonly #ask = debounced(() => void this.#search(), ASK_AFTER_MS);

  get #dialog(): HTMLDialogElement {
    return this.querySelector("dialog") as HTMLDialogElement;
  }
  get #input(): HTMLInputElement {
    return this.querySelector("input") as HTMLInputElement;
  }
  get #list(): HTMLElement {
    return this.querySelector("[role=listbox]") as HTMLElement;
  }

  connectedCallback(): void {
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k")
        return;
      event.preventDefault();
      openDialog(this.#dialog.id);
    });
    this.#dialog.addEventListener("fl-open", () => this.#open());
    this.#input.addEventListener("input", () => {
      this.#draw();
      this.#ask.soon();
    });
    this.#input.addEventListener("keydown", (event) => this.#move(event));
  }

  #open(): void {
    this.#input.value = "";
    this.#found = [];
    this.#draw();
    this.#input.focus();
  }

  #commands(query: string): Entry[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (label: string) => words.every((word) => label.toLowerCase().includes(word));
    return all()
      .filter(({ element, label }) => element && !element.matches("textarea, input") && fits(label))
      .map(({ key, label, element }) => ({
        label,
        key,
        icon: element?.querySelector("use")?.getAttribute("href")?.split("#")[1] ?? "chevron-right",
        run: () => element?.click(),
      }))
      .slice(0, COMMANDS_MAX);
  }

  async #search(): Promise<void> {
    const query = this.#input.value.trim();
    this.#asking?.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    if (query === "") {
      this.#found = [];
      return this.#draw();
    }
    try {
      const url = `${this.dataset.url}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(url, { signal, headers: { accept: "application/json" } });
      if (!answer.ok) return;
      const { results } = (await answer.json()) as Found;
      this.#found = results.slice(0, FOUND_MAX).map(({ href, label, icon: glyph, note }) => ({
        label,
        icon: glyph ?? "search",
        ...(note ? { note } : {}),
        run: () => location.assign(href),
      }));
      this.#draw();
    } catch {
      // A newer question has taken over, or the network is away: the commands are still there.
    }
  }

  #draw(): void {
    const commands = this.#commands(this.#input.value);
    this.#entries = [...commands, ...this.#found];
    this.#at = Math.min(this.#at, Math.max(0, this.#entries.length - 1));
    const parts: HTMLElement[] = [];
    this.#entries.forEach((entry, index) => {
      if (index === 0 && commands.length > 0) parts.push(make("div", "pal-group", text("js-group-commands")));
      if (index === commands.length) parts.push(make("div", "pal-group", text("js-group-results")));
      parts.push(this.#item(entry, index));
    });
    for (const group of parts) if (group.matches(".pal-group")) group.setAttribute("role", "presentation");
    if (parts.length === 0) parts.push(make("div", "pal-none", text("js-no-results")));
    this.#list.replaceChildren(...parts);
    this.#point();
  }

  #item(entry: Entry, index: number): HTMLElement {
    const item = make("div", "pal-item");
    item.id = `palette-${index}`;
    item.setAttribute("role", "option");
    const side = make("span", "r", entry.note ?? "");
    if (entry.key) side.append(...keycaps(entry.key));
    item.append(icon(entry.icon), make("span", "", entry.label), side);
    item.addEventListener("click", () => this.#run(index));
    return item;
  }

  #point(): void {
    this.#list.querySelectorAll("[role=option]").forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.#at));
      if (index === this.#at) item.scrollIntoView({ block: "nearest" });
    });
    if (this.#entries.length > 0) this.#input.setAttribute("aria-activedescendant", `palette-${this.#at}`);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #move(event: KeyboardEvent): void {
    const count = this.#entries.length;
    if (event.key === "Enter") {
      event.preventDefault();
      if (count > 0) this.#run(this.#at);
      else location.assign(`/search?q=${encodeURIComponent(this.#input.value)}`);
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || count === 0) return;
    event.preventDefault();
    this.#at = (this.#at + step + count) % count;
    this.#point();
  }

  #run(index: number): void {
    this.#dialog.close();
    this.#entries[index]?.run();
  }
}

export function start(): void {
  customElements.define("fl-palette", Palette);
}
