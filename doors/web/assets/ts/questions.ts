// Questions that hang on other answers, and those of the chosen category. Without scripts all of them are shown, each with what
// it hangs on, and a button brings the category's.

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function inputs(root: ParentNode): Input[] {
  return [...root.querySelectorAll<Input>("input, select, textarea")];
}

function answer(form: HTMLFormElement, name: string): string {
  const input = form.querySelector<Input>(`[name="${CSS.escape(name)}"]`);
  if (!input || input.disabled) return "";
  if (input instanceof HTMLInputElement && input.type === "checkbox") return input.checked ? "yes" : "";
  return input.value;
}

/** Shows what is due, in the order of the form: what a question hangs on stands above it, or shows it in the next round. */
function settle(form: HTMLFormElement): void {
  const hanging = [...form.querySelectorAll<HTMLElement>("[data-when]")];
  for (let round = 0; round <= hanging.length; round++) {
    let moved = false;
    for (const question of hanging) {
      const is = (question.dataset.whenIs ?? "").split(" ");
      const hide = !is.includes(answer(form, question.dataset.when ?? ""));
      if (question.hidden !== hide) moved = true;
      question.hidden = hide;
      for (const input of inputs(question)) input.disabled = hide;
    }
    if (!moved) return;
  }
}

/** Fetches the questions of the chosen category; what was typed into those that stay is kept. */
async function fetchFor(select: HTMLSelectElement): Promise<void> {
  const form = select.form;
  const old = form?.querySelector("#questions");
  if (!form || !old) return;
  const typed = new Map(inputs(old).map((input) => [input.name, input]));
  const url = new URL(select.dataset.questions ?? "", location.href);
  url.searchParams.set("category", select.value);
  const response = await fetch(url, { headers: { accept: "text/html" } });
  if (!response.ok) return;
  const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#questions");
  if (!found) return;
  old.replaceWith(found);
  for (const input of inputs(found)) {
    const before = typed.get(input.name);
    if (!before) continue;
    if (input instanceof HTMLInputElement && before instanceof HTMLInputElement) input.checked = before.checked;
    input.value = before.value;
  }
  settle(form);
}

export function start(): void {
  document.addEventListener("change", (event) => {
    const field = event.target as Input;
    if (field instanceof HTMLSelectElement && field.dataset.questions) void fetchFor(field);
    else if (field.form?.querySelector("[data-when]")) settle(field.form);
  });
  for (const form of document.forms) if (form.querySelector("[data-when]")) settle(form);
}
