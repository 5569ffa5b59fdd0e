// Small helpers every part of the page uses: icons, announcements, the server's clock.

const root = document.documentElement;

/** An icon of the sprite as an element. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.classList.add("i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", iconUrl(name));
  svg.append(use);
  return svg;
}

/** The address of an icon in the sprite. */
export function iconUrl(name: string): string {
  return `${root.dataset.icons ?? ""}#${name}`;
}

/** Says something to screen readers when they are free. */
export function announce(words: string): void {
  const region = document.querySelector("[data-announce]");
  if (region) region.textContent = words;
}

const skewMs = root.dataset.now ? Number(root.dataset.now) - Date.now() : 0;

/** Now by the server's clock, in Unix milliseconds. */
export function serverNow(): number {
  return Date.now() + skewMs;
}

/** The time of day, "10:42", in the reader's zone. */
export function timeOfDay(at: Date): string {
  const zone = root.dataset.zone;
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (zone) options.timeZone = zone;
  return new Intl.DateTimeFormat(root.lang || "en", options).format(at);
}

/** Makes an element with classes and text in one go. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  classes = "",
  words = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  if (words) element.textContent = words;
  return element;
}

/** Calls `act` once things have been quiet for so long. */
export function debounced(act: () => void, quietMs: number): { soon(): void; cancel(): void; now(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => clearTimeout(timer);
  return {
    cancel,
    soon() {
      cancel();
      timer = setTimeout(act, quietMs);
    },
    now() {
      cancel();
      act();
    },
  };
}
