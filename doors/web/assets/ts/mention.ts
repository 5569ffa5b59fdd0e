// The list of people that opens while somebody types @ and a name.

import { mentionBefore } from "./markdown";
import { make } from "./page";

interface Person {
  name: string;
  handle: string;
  note?: string;
}

const SHOWN_MAX = 8;
const ASK_AFTER_MS = 120;

/** Offers people for one field. `picked` hears when somebody was mentioned. */
export function mentions(field: HTMLTextAreaElement, url: string, label: string, picked: () => void): void {
  const list = make("ul", "picker");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  list.id = `${field.id}-mentions`;
  list.hidden = true;
  field.closest("form")?.append(list);
  let people: Person[] = [];
  let at = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = "";

  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    list.replaceChildren(
      ...people.map((person, index) => {
        const item = make("li", "", person.name);
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(index === at));
        if (person.note) item.append(make("small", "", person.note));
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          at = index;
          choose();
        });
        return item;
      }),
    );
    list.hidden = people.length === 0;
    if (people.length > 0) field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const choose = () => {
    const person = people[at];
    const found = mentionBefore(field.value, field.selectionStart);
    close();
    if (!person || !found) return;
    field.setRangeText(`@${person.handle} `, found.from, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    picked();
  };
  const ask = async (query: string) => {
    asked = query;
    const answer = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers: { accept: "application/json" } });
    if (!answer.ok || asked !== query) return;
    people = ((await answer.json()) as Person[]).slice(0, SHOWN_MAX);
    at = 0;
    draw();
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const found = mentionBefore(field.value, field.selectionStart);
    if (!found) return close();
    timer = setTimeout(() => void ask(found.query).catch(close), ASK_AFTER_MS);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      at = (at + step + people.length) % people.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") {
      choose();
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
