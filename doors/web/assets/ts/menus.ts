// Menus (details.drop) close like menus do, dialogs open from any element with data-opens.

/** Closes open menus except the one that holds `kept`. */
function closeMenus(kept: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.drop[open]")) {
    if (!kept || !menu.contains(kept)) menu.open = false;
  }
}

/** Opens a dialog by id and tells its owner; answers whether there was one. */
export function openDialog(id: string): boolean {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  closeMenus(null);
  if (!dialog.open) dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("fl-open", { bubbles: true }));
  return true;
}

function move(event: KeyboardEvent): void {
  const menu = (event.target as Element).closest<HTMLDetailsElement>("details.drop[open]");
  if (!menu) return;
  if (event.key === "Escape") {
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary")?.focus();
    return;
  }
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || (event.target as Element).matches("textarea, select")) return;
  const items = [...menu.querySelectorAll<HTMLElement>(".menu-item")].filter((item) => item.offsetParent !== null);
  if (items.length === 0) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length]?.focus();
}

export function start(): void {
  document.addEventListener("pointerdown", (event) => closeMenus(event.target as Node));
  document.addEventListener("focusin", (event) => closeMenus(event.target as Node));
  document.addEventListener("keydown", move);
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener && !event.ctrlKey && !event.metaKey && openDialog(opener.dataset.opens ?? "")) event.preventDefault();
    // A click on the backdrop lands on the dialog itself.
    if (target instanceof HTMLDialogElement && target.open) target.close();
  });
}
