// Small conveniences of forms and links. Each has a plain way without scripts.

import { announce, icon, make } from "./page";
import { text } from "./texts";
import { toast } from "./toast";

const BUSY_AFTER_MS = 400;

/** A bar on top when the next page takes longer than a moment. */
function busySoon(): void {
  const timer = setTimeout(() => document.documentElement.classList.add("busy"), BUSY_AFTER_MS);
  addEventListener("pagehide", () => clearTimeout(timer), { once: true });
}

function clicked(event: MouseEvent): void {
  const target = event.target as Element;
  const copier = target.closest<HTMLElement>("[data-copy]");
  if (copier) {
    event.preventDefault();
    navigator.clipboard?.writeText(copier.dataset.copy ?? "").then(() => toast(text("js-copied")));
    return;
  }
  const link = target.closest<HTMLAnchorElement>("a[href]");
  const plain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const leaves = link && link.origin === location.origin && !link.target && !link.download;
  if (leaves && plain && link.pathname + link.search !== location.pathname + location.search) busySoon();
}

/** A form is sent once. The idempotency key would catch a second time; this spares the wait. */
function submitted(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.method === "post" && form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  busySoon();
}

function changed(event: Event): void {
  const field = event.target as HTMLInputElement;
  const form = field.form;
  if (form?.matches("[data-submit-on-change]")) form.requestSubmit();
  if (field.name === "theme" && field.closest("[data-theme-switch]"))
    document.documentElement.dataset.theme = field.value;
}

/** The button of what cannot be undone waits until the name is typed. */
function typed(event: Event): void {
  const field = event.target as HTMLInputElement;
  const form = field.form;
  if (!form?.dataset.confirmName || !field.matches("[data-confirm-field]")) return;
  const button = form.querySelector<HTMLButtonElement>("button[type=submit], button:not([type])");
  if (button) button.disabled = field.value.trim() !== form.dataset.confirmName;
}

/** A password can be looked at while it is typed. */
function passwordEyes(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[type=password][data-eye]")) {
    const eye = make("button", "btn btn-quiet btn-sm btn-icon");
    eye.type = "button";
    eye.setAttribute("aria-label", field.dataset.eye ?? "");
    eye.setAttribute("aria-pressed", "false");
    eye.append(icon("eye"));
    eye.addEventListener("click", () => {
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      eye.setAttribute("aria-pressed", String(!shown));
    });
    field.after(eye);
  }
}

export function start(): void {
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted);
  document.addEventListener("change", changed);
  document.addEventListener("input", typed);
  addEventListener("pageshow", () => {
    document.documentElement.classList.remove("busy");
    for (const form of document.forms) delete form.dataset.sent;
  });
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-confirm-name]")) {
    form.querySelector("[data-confirm-field]")?.dispatchEvent(new Event("input", { bubbles: true }));
  }
  passwordEyes();
  for (const chosen of document.querySelectorAll(":is(.side-nav, .views) [aria-current]")) {
    chosen.scrollIntoView({ block: "nearest", inline: "center" });
  }
  const errors = document.querySelector<HTMLElement>(".errors");
  if (errors) {
    errors.tabIndex = -1;
    errors.focus();
    announce(errors.querySelector("h2, p")?.textContent ?? "");
  }
}
