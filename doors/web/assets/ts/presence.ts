// Who is here: tells the server that this ticket is open, and whether a reply or a note is being written.

const EVERY_MS = 25_000;
/** Writing counts as over so long after the last key. */
const WRITING_MS = 15_000;

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-presence-url]");
  const url = place?.dataset.presenceUrl;
  if (!url) return;
  let told = "";
  let typedAt = 0;
  let typedIn = "here";
  const tell = (state: string) => {
    told = state;
    navigator.sendBeacon(url, new URLSearchParams({ state }));
  };
  const state = () => (Date.now() - typedAt < WRITING_MS ? typedIn : "here");
  document.addEventListener("input", (event) => {
    const field = event.target as HTMLTextAreaElement;
    if (!field.closest?.("fl-composer") || !(field.name === "reply" || field.name === "note")) return;
    typedAt = Date.now();
    typedIn = field.name;
    if (told !== typedIn) tell(typedIn);
  });
  setInterval(() => {
    if (!document.hidden) tell(state());
  }, EVERY_MS);
  addEventListener("pagehide", () => tell("gone"));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) tell(state());
  });
  tell("here");
}
