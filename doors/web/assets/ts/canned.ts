// Canned answers in the composer: the button, its key, or / at the beginning of a line opens the list. Without scripts the button
// leads to a page of its own.

import { announce, make } from "./page";

interface Answer {
  id: number;
  name: string;
  text: string;
}

const ASK_AFTER_MS = 120;
/** A slash at the beginning of a line, and what is typed behind it. */
const SLASH = /(?:^|\n)(\/([^\n/]{0,40}))$/;
/** What a ticket has no answer for. */
const GAP = /\u27e6[^\u27e7]*\u27e7/;

class Canned {
  #box = make("div", "picker canned");
  #search = make("input", "inp-inline");
  #list = make("ul");
  #answers: Answer[] = [];
  #at = 0;
  #asked = 0;
  /** The list is not yet what was typed for; Enter waits for it. */
  #pending = false;
  #waiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private form: HTMLFormElement,
    private button: HTMLButtonElement,
  ) {
    const words = button.getAttribute("aria-label") ?? "";
    this.#box.hidden = true;
    this.#list.id = "canned-list";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", words);
    this.#search.type = "search";
    this.#search.placeholder = button.dataset.search ?? "";
    this.#search.setAttribute("aria-label", button.dataset.search ?? "");
    this.#search.setAttribute("role", "combobox");
    this.#search.setAttribute("aria-expanded", "true");
    this.#search.setAttribute("aria-controls", this.#list.id);
    this.#box.append(this.#search, this.#list);
    form.append(this.#box);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      if (this.#box.hidden) this.#open(true);
      else this.#close();
    });
    this.#search.addEventListener("input", () => this.#soon(this.#search.value));
    this.#search.addEventListener("keydown", (event) => this.#pressed(event));
    this.#box.addEventListener("focusout", (event) => {
      if (!this.#box.contains(event.relatedTarget as Node | null)) this.#close();
    });
    for (const field of form.querySelectorAll("textarea")) {
      field.addEventListener("input", () => this.#typed(field));
      field.addEventListener("keydown", (event) => this.#slash && this.#pressed(event), true);
      field.addEventListener("blur", () => this.#slash && this.#close());
    }
  }

  get #field(): HTMLTextAreaElement {
    const mode = this.form.querySelector<HTMLInputElement>("[name=mode]:checked")?.value ?? "reply";
    return this.form.elements.namedItem(mode) as HTMLTextAreaElement;
  }
  get #slash(): boolean {
    return !this.#box.hidden && this.#search.hidden === true;
  }

  #open(search: boolean): void {
    this.#search.hidden = !search;
    this.#search.value = "";
    this.#answers = [];
    this.#list.replaceChildren();
    this.#box.hidden = false;
    if (!search) return;
    this.#search.focus();
    void this.#ask("");
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#pending = false;
    this.#waiting = false;
    this.#box.hidden = true;
    this.#field.removeAttribute("aria-activedescendant");
  }

  #typed(field: HTMLTextAreaElement): void {
    const found = SLASH.exec(field.value.slice(0, field.selectionStart));
    if (found) {
      if (this.#box.hidden) this.#open(false);
      this.#soon(found[2] ?? "");
    } else if (this.#slash) {
      this.#close();
    }
  }

  #soon(query: string): void {
    clearTimeout(this.#timer);
    this.#pending = true;
    this.#timer = setTimeout(() => void this.#ask(query), ASK_AFTER_MS);
  }

  async #ask(query: string): Promise<void> {
    this.#asked += 1;
    this.#pending = true;
    const mine = this.#asked;
    const url = `${this.button.dataset.canned}?q=${encodeURIComponent(query)}`;
    const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => undefined);
    if (!answer?.ok || mine !== this.#asked) return;
    this.#answers = (await answer.json()) as Answer[];
    this.#at = 0;
    this.#pending = false;
    this.#draw();
    if (this.#waiting) void this.#choose();
  }

  #draw(): void {
    const items = this.#answers.map(({ name, text }, index) => {
      const item = make("li", "", name);
      item.id = `canned-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === this.#at));
      item.append(make("small", "", text));
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.#at = index;
        void this.#choose();
      });
      return item;
    });
    this.#list.replaceChildren(...items);
    if (items.length === 0) {
      const none = make("li", "muted", this.button.dataset.none);
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      this.#list.append(none);
    }
    const active = items[this.#at];
    active?.scrollIntoView({ block: "nearest" });
    const focused = this.#slash ? this.#field : this.#search;
    if (active) focused.setAttribute("aria-activedescendant", active.id);
    else focused.removeAttribute("aria-activedescendant");
  }

  #pressed(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const count = this.#answers.length;
    if (step !== 0 && count > 0) {
      this.#at = (this.#at + step + count) % count;
      this.#draw();
    } else if (event.key === "Enter" && this.#pending) {
      this.#waiting = true;
    } else if (event.key === "Enter" && (count > 0 || !this.#slash)) {
      void this.#choose();
    } else if (event.key === "Escape") {
      const field = this.#field;
      this.#close();
      field.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  async #choose(): Promise<void> {
    const chosen = this.#answers[this.#at];
    this.#waiting = false;
    if (!chosen) return;
    const [slash, field] = [this.#slash, this.#field];
    this.#close();
    const answer = await fetch(`${this.button.formAction}/${chosen.id}`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(),
    }).catch(() => undefined);
    if (!answer?.ok) return;
    const { text } = (await answer.json()) as { text: string };
    const caret = field.selectionStart;
    const typed = slash ? SLASH.exec(field.value.slice(0, caret))?.[1] : undefined;
    const from = caret - (typed?.length ?? 0);
    field.setRangeText(text, from, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    const gap = GAP.exec(text);
    if (gap) field.setSelectionRange(from + gap.index, from + gap.index + gap[0].length);
    announce(chosen.name);
  }
}

const button = document.querySelector<HTMLButtonElement>("fl-composer [data-canned]");
if (button?.form) new Canned(button.form, button);
