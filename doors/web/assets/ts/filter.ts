// A filter that is typed: the fields and values that could stand at the cursor, and what is wrong with what stands there. A
// combobox as the ARIA practices have it: arrows choose, Enter or Tab takes, Escape closes; Enter without a choice sends the form.

import { announce, make } from "./page";
import { text } from "./texts";

interface Offer {
  from: number;
  to: number;
  insert: string;
  note: string;
  field: boolean;
}

interface Problem {
  from: number;
  to: number;
  says: string;
}

const ASK_AFTER_MS = 120;
/** What is wrong is said when somebody pauses, not at every key. */
const SAY_AFTER_MS = 700;

let count = 0;

function combobox(field: HTMLInputElement): void {
  const url = field.dataset.filter ?? "";
  const list = make("ul", "picker filter-picker");
  const says = make("p", "filter-says");
  count += 1;
  list.id = `filter-offers-${count}`;
  list.hidden = true;
  says.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", text("js-filter-offers"));
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  field.autocomplete = "off";
  const holder = field.closest(".filter-in, .inp") ?? field;
  holder.after(list, says);

  let offers: Offer[] = [];
  let at = -1;
  let asked = 0;
  let askTimer: ReturnType<typeof setTimeout> | undefined;
  let sayTimer: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    for (const [index, item] of [...list.children].entries()) {
      item.setAttribute("aria-selected", String(index === at));
      if (index === at) item.scrollIntoView({ block: "nearest" });
    }
    if (at >= 0) field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    list.replaceChildren(
      ...offers.map((offer, index) => {
        const item = make("li");
        item.append(make("code", "", offer.insert));
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        if (offer.note) item.append(make("small", "", offer.note));
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          at = index;
          take();
        });
        return item;
      }),
    );
    at = -1;
    list.style.setProperty("inset-inline-start", `${(holder as HTMLElement).offsetLeft}px`);
    list.style.setProperty(
      "inset-block-start",
      `${(holder as HTMLElement).offsetTop + (holder as HTMLElement).offsetHeight + 4}px`,
    );
    list.hidden = offers.length === 0;
    field.setAttribute("aria-expanded", String(offers.length > 0));
    mark();
  };
  const take = () => {
    const offer = offers[at];
    close();
    if (!offer) return;
    // After a field its values are offered next; after a value a blank leads to the next part.
    const end = !offer.field && offer.to === field.value.length ? " " : "";
    field.setRangeText(offer.insert + end, offer.from, offer.to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const say = (problem: Problem | null) => {
    clearTimeout(sayTimer);
    if (!problem) {
      says.hidden = true;
      field.removeAttribute("aria-invalid");
      return;
    }
    sayTimer = setTimeout(() => {
      const words = make("code");
      const wrong = field.value.slice(problem.from, problem.to) || "␣";
      words.append(field.value.slice(0, problem.from), make("mark", "", wrong), field.value.slice(problem.to));
      says.replaceChildren(words, make("span", "", problem.says));
      says.hidden = false;
      field.setAttribute("aria-invalid", "true");
      announce(problem.says);
    }, SAY_AFTER_MS);
  };
  const ask = async () => {
    asked += 1;
    const mine = asked;
    const where = new URL(url, location.href);
    where.searchParams.set("q", field.value);
    where.searchParams.set("at", String(field.selectionStart ?? field.value.length));
    const answer = await fetch(where, { headers: { accept: "application/json" } });
    if (!answer.ok || mine !== asked || document.activeElement !== field) return;
    const found = (await answer.json()) as { offers: Offer[]; problem: Problem | null };
    if (mine !== asked) return;
    const typed = (offer: Offer) => field.value.slice(offer.from, offer.to);
    offers = found.offers.filter((offer) => offer.insert !== typed(offer));
    draw();
    say(found.problem);
  };
  const soon = () => {
    clearTimeout(askTimer);
    askTimer = setTimeout(() => void ask().catch(close), ASK_AFTER_MS);
  };

  field.addEventListener("input", soon);
  field.addEventListener("click", soon);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      void ask().catch(close);
      return;
    }
    if (list.hidden) {
      if (event.key === "ArrowDown") soon();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      at = at < 0 ? (step > 0 ? 0 : offers.length - 1) : (at + step + offers.length) % offers.length;
      mark();
    } else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) {
      take();
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}

if (typeof document !== "undefined")
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-filter]")) combobox(field);
