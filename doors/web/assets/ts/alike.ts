// Tickets like the one that is being written, fetched while somebody pauses. Without scripts a button brings them.

/** How long nobody types before we ask, in milliseconds. */
const PAUSE_MS = 600;
/** Characters of the text that are sent; the page compares no more. */
const SENT_CHARS_MAX = 2000;

export function start(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-alike]");
  if (!form) return;
  let timer = 0;
  let asked = "";
  let running: AbortController | undefined;
  const value = (name: string): string =>
    form.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`)?.value ?? "";

  async function ask(): Promise<void> {
    const old = document.querySelector("#alike");
    const url = new URL(form?.dataset.alike ?? "", location.href);
    url.searchParams.set("subject", value("subject").trim());
    url.searchParams.set("body", value("body").trim().slice(0, SENT_CHARS_MAX));
    if (!old || url.href === asked) return;
    asked = url.href;
    running?.abort();
    running = new AbortController();
    try {
      const response = await fetch(url, { headers: { accept: "text/html" }, signal: running.signal });
      if (!response.ok) return;
      const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#alike");
      // Only what is in it changes, so that whoever listens to the page hears of it.
      if (found) old.replaceChildren(...found.childNodes);
      if (found) old.toggleAttribute("hidden", found.hasAttribute("hidden"));
    } catch {
      // Asked again with the next letter.
      asked = "";
    }
  }

  form.addEventListener("input", (event) => {
    const name = (event.target as HTMLInputElement).name;
    if (name !== "subject" && name !== "body") return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), PAUSE_MS);
  });
}
