// <fl-composer>: what scripts add to the reply box. The form, its two modes and its files work without them.

import { Draft } from "./drafts";
import { continued, type Mark, mark } from "./markdown";
import { mentions } from "./mention";
import { make } from "./page";
import { text } from "./texts";
import { filesOf, Uploads } from "./uploads";

class Composer extends HTMLElement {
  #drafts: Draft[] = [];
  #uploads: Uploads | undefined;

  get #form(): HTMLFormElement {
    return this.querySelector("form") as HTMLFormElement;
  }
  get #mode(): string {
    return this.querySelector<HTMLInputElement>("[name=mode]:checked")?.value ?? "reply";
  }
  get #field(): HTMLTextAreaElement {
    return this.#form.elements.namedItem(this.#mode) as HTMLTextAreaElement;
  }

  connectedCallback(): void {
    const { draftUrl, uploadUrl, mentionUrl, fileMax, filesMax, fileMaxWords, filesMaxWords } = this.dataset;
    const saved = this.querySelector<HTMLElement>("[data-saved]");
    for (const field of this.querySelectorAll("textarea")) {
      if (draftUrl) this.#drafts.push(new Draft(field, field.name, draftUrl, saved));
      if (mentionUrl) mentions(field, mentionUrl, text("palette-person"), () => this.#mentioned());
      grow(field);
      field.addEventListener("keydown", (event) => this.#typed(event, field));
      field.addEventListener("paste", (event) => this.#receive(event, event.clipboardData));
      field.addEventListener("fl-focus", () => this.#switch(field.name));
    }
    const list = this.querySelector<HTMLElement>(".comp-files");
    if (uploadUrl && list) {
      this.#uploads = new Uploads(list, {
        url: uploadUrl,
        fileMax: Number(fileMax),
        fileMaxWords: fileMaxWords ?? "",
        allMax: Number(filesMax),
        allMaxWords: filesMaxWords ?? "",
      });
      this.#listenForFiles();
    }
    this.addEventListener("click", (event) => {
      const tool = (event.target as Element).closest<HTMLElement>("[data-mark]");
      if (tool) this.#mark(tool.dataset.mark as Mark);
    });
    this.addEventListener("change", (event) => {
      if ((event.target as HTMLInputElement).name === "mode") this.#field.focus();
    });
    this.addEventListener("keydown", (event) => this.#shortcut(event));
    this.#form.addEventListener("submit", (event) => this.#send(event));
    if (location.hash === `#${this.#form.id}`) this.#toEnd(); // a message was taken back: its text waits here
  }

  #toEnd(): void {
    const field = this.#field;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  #listenForFiles(): void {
    const form = this.#form;
    const chooser = form.querySelector<HTMLInputElement>("input[type=file]");
    chooser?.addEventListener("change", () => {
      this.#uploads?.add(chooser.files ?? []);
      chooser.value = ""; // sent on their own; the form must not send them again
    });
    form.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("dropping");
    });
    form.addEventListener("dragleave", () => form.classList.remove("dropping"));
    form.addEventListener("drop", (event) => {
      form.classList.remove("dropping");
      this.#receive(event, event.dataTransfer);
    });
  }

  #receive(event: Event, data: DataTransfer | null): void {
    const files = filesOf(data);
    if (files.length === 0 || !this.#uploads) return;
    event.preventDefault();
    this.#uploads.add(files);
  }

  #switch(mode: string): void {
    const radio = this.querySelector<HTMLInputElement>(`[name=mode][value="${mode}"]`);
    if (radio) radio.checked = true;
  }

  #typed(event: KeyboardEvent, field: HTMLTextAreaElement): void {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
      return;
    if (field.selectionStart !== field.selectionEnd) return;
    const next = continued(field.value, field.selectionStart);
    if (!next) return;
    event.preventDefault();
    field.setRangeText(next.insert, field.selectionStart - next.remove, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #mark(kind: Mark): void {
    const field = this.#field;
    const after = mark(kind, { text: field.value, start: field.selectionStart, end: field.selectionEnd });
    field.focus();
    field.value = after.text;
    field.setSelectionRange(after.start, after.end);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #shortcut(event: KeyboardEvent): void {
    const chord = event.ctrlKey || event.metaKey;
    if (chord && event.key === "Enter" && event.shiftKey) {
      const menu = this.querySelector<HTMLDetailsElement>(".split details");
      if (!menu) return;
      menu.open = true;
      menu.querySelector<HTMLElement>(".menu-item")?.focus();
    } else if (chord && event.key === "Enter") {
      const buttons = [...this.querySelectorAll<HTMLElement>("[data-send]")];
      buttons.find((button) => button.offsetParent !== null)?.click();
    } else if (event.altKey && event.key.toLowerCase() === "n") {
      this.#switch(this.#mode === "note" ? "reply" : "note");
      this.#field.focus();
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      this.#field.blur();
      document.querySelector<HTMLElement>(".conv")?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Files still on their way go first; then the form sends itself. */
  #send(event: SubmitEvent): void {
    if (this.#uploads?.pending) {
      event.preventDefault();
      const button = event.submitter;
      this.#uploads.list.addEventListener("fl-uploaded", () => this.#form.requestSubmit(button), { once: true });
      return;
    }
    for (const draft of this.#drafts) if (draft.mode === this.#mode) draft.done();
  }

  /** A colleague named in a reply is often meant for a note: offer it, do not insist. */
  #mentioned(): void {
    if (this.#mode !== "reply" || this.querySelector(".comp-hint")) return;
    const hint = make("p", "comp-hint");
    const turn = make("button", "btn-text", text("js-mention-in-reply"));
    turn.type = "button";
    turn.addEventListener("click", () => {
      const reply = this.#field;
      this.#switch("note");
      const note = this.#field;
      note.value = [note.value, reply.value].filter(Boolean).join("\n\n");
      reply.value = "";
      for (const field of [reply, note]) field.dispatchEvent(new Event("input", { bubbles: true }));
      note.focus();
      hint.remove();
    });
    hint.append(turn);
    this.querySelector(".comp-bar")?.before(hint);
  }
}

/** Browsers without `field-sizing` get the height set by hand. */
function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };
  field.addEventListener("input", fit);
  fit();
}

export function start(): void {
  customElements.define("fl-composer", Composer);
}
