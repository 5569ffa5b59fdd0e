// Files of a message: chosen, pasted or dropped, sent at once with a bar, counted against the limits.

import { icon, make } from "./page";
import { text } from "./texts";

interface Limits {
  url: string;
  fileMax: number;
  fileMaxWords: string;
  allMax: number;
  allMaxWords: string;
}

/** The list of files under a field. */
export class Uploads {
  #used = 0;

  constructor(
    readonly list: HTMLElement,
    readonly limits: Limits,
  ) {
    list.addEventListener("click", (event) => {
      const remover = (event.target as Element).closest("[data-remove]");
      const row = remover?.closest<HTMLElement>(".upload");
      if (!row) return;
      this.#used -= Number(row.dataset.bytes ?? 0);
      row.dispatchEvent(new Event("fl-remove"));
      row.remove();
    });
  }

  /** Still on their way: a message waits for them. */
  get pending(): boolean {
    return this.list.querySelector("progress") !== null;
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.#add(file);
  }

  #add(file: File): void {
    const row = make("div", "upload");
    row.setAttribute("role", "listitem");
    const note = make("small");
    const remover = make("button", "btn btn-quiet btn-sm btn-icon");
    remover.type = "button";
    remover.dataset.remove = "";
    remover.setAttribute("aria-label", `${text("js-upload-remove")} ${file.name}`);
    remover.append(icon("x"));
    const glyph = file.type.startsWith("image/") ? "image" : "file-text";
    row.append(icon(glyph), make("span", "name", file.name), note, remover);
    this.list.append(row);
    const { fileMax, fileMaxWords, allMax, allMaxWords } = this.limits;
    if (file.size > fileMax) {
      refuse(row, note, text("js-file-too-big", { max: fileMaxWords }));
    } else if (this.#used + file.size > allMax) {
      refuse(row, note, text("js-files-too-big", { max: allMaxWords }));
    } else {
      this.#used += file.size;
      row.dataset.bytes = String(file.size);
      this.#send(file, row, note);
    }
  }

  // XMLHttpRequest, because fetch does not say how far an upload has come.
  #send(file: File, row: HTMLElement, note: HTMLElement): void {
    const bar = make("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", file.name);
    row.append(bar);
    const request = new XMLHttpRequest();
    request.open("POST", this.limits.url);
    request.responseType = "json";
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      bar.remove();
      const answer = request.response as { id?: string; size?: string; detail?: string; errors?: string[] } | null;
      if (request.status < 200 || request.status > 299 || !answer?.id) {
        this.#used -= file.size;
        delete row.dataset.bytes;
        return refuse(row, note, answer?.errors?.[0] ?? answer?.detail ?? text("js-upload-failed"));
      }
      note.textContent = answer.size ?? "";
      const id = make("input");
      id.type = "hidden";
      id.name = "file_id";
      id.value = String(answer.id);
      row.append(id);
      this.list.dispatchEvent(new Event("fl-uploaded"));
    });
    row.addEventListener("fl-remove", () => request.abort());
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  }
}

function refuse(row: HTMLElement, note: HTMLElement, words: string): void {
  row.classList.add("upload-bad");
  note.textContent = words;
  note.setAttribute("role", "alert");
}

/** Files of a paste or a drop; text that comes along stays text. */
export function filesOf(data: DataTransfer | null): File[] {
  const text = data?.types.includes("text/plain") ?? false;
  const files = [...(data?.files ?? [])];
  return text && files.length === 1 && files[0]?.type.startsWith("image/") ? [] : files;
}
