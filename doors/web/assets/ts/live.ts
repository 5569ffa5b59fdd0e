// Live updates: parts of the page follow what changes on the server, and never move what somebody reads.

import { morph } from "./morph";
import { announce, debounced, make, timeOfDay } from "./page";
import { type News, Stream } from "./stream";
import { text } from "./texts";

const GATHER_MS = 120;
const LIST_AFTER_MS = 1_500;
const OFFLINE_AFTER_MS = 5_000;
const FLASH_MS = 700;
const rowsWithId = ":is(tr, li)[id]";

const root = document.documentElement;
const stale = new Set<Element>();
const refetch = debounced(() => void refreshParts(), GATHER_MS);
const relist = debounced(() => void refreshLists(), LIST_AFTER_MS);
let missed = false;

function heard(subject: string): void {
  let known = false;
  for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
    if (!part.dataset.live?.split(" ").includes(subject)) continue;
    known = true;
    stale.add(part);
  }
  if (known) refetch.soon();
  else if (subject.startsWith("ticket:") && document.querySelector("[data-list]")) relist.soon();
}

/** A gap in the stream: nobody knows what was missed, so everything is asked for again. */
function heardAll(): void {
  for (const part of document.querySelectorAll("[data-live]")) stale.add(part);
  refetch.soon();
  relist.soon();
}

async function page(address: string): Promise<Document | undefined> {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html", "x-fragment": "1" } });
    if (!answer.ok || answer.redirected) return undefined;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Counts of the frame come along with any whole page.
    for (const part of document.querySelectorAll("[data-along]")) {
      const newer = found.getElementById(part.id);
      if (newer) morph(part, newer);
    }
    return found;
  } catch {
    return undefined; // the stream will notice that the server is away
  }
}

/** Rows travel inside a <template>, or a parser would drop them. */
function findIn(answer: Document, id: string): Element | null {
  const inside = [...answer.querySelectorAll("template")].map((template) => template.content.getElementById(id));
  return answer.getElementById(id) ?? inside.find(Boolean) ?? null;
}

async function refreshParts(): Promise<void> {
  if (document.hidden) {
    missed = true;
    return;
  }
  const parts = [...stale].filter((part) => part.isConnected) as HTMLElement[];
  stale.clear();
  // One request for each address: parts without an address of their own come from the page itself.
  const byAddress = grouped(parts, (part) => part.dataset.src ?? location.href);
  for (const [address, group] of byAddress) {
    const answer = await page(address);
    if (!answer) continue;
    for (const part of group) {
      const newer = findIn(answer, part.id);
      if (newer) refresh(part, newer);
      else part.classList.add("departed");
    }
  }
}

function grouped<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function refresh(part: HTMLElement, newer: Element): void {
  const scroller = part.closest<HTMLElement>(".conv");
  const atEnd = scroller ? scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40 : false;
  const before = part.querySelectorAll(".msg").length;
  if (!morph(part, newer)) return;
  const now = document.getElementById(part.id);
  if (now?.closest("[data-rows]")) {
    now.classList.add("flash");
    setTimeout(() => now.classList.remove("flash"), FLASH_MS);
  }
  const turns = now?.querySelectorAll<HTMLElement>(".msg") ?? [];
  if (scroller && turns.length > before) {
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
    announce(turns[turns.length - 1]?.querySelector("header")?.textContent?.trim() ?? "");
  }
}

/** New rows wait behind "3 new, show". */
async function refreshLists(): Promise<void> {
  if (document.hidden) {
    missed = true;
    return;
  }
  for (const list of document.querySelectorAll<HTMLElement>("[data-list]")) {
    const answer = await page(list.dataset.src ?? location.href);
    const newer = answer?.querySelector(`[data-list="${list.dataset.list}"]`);
    if (!newer) continue;
    const there = new Set([...newer.querySelectorAll(rowsWithId)].map((row) => row.id));
    for (const row of list.querySelectorAll(rowsWithId)) row.classList.toggle("departed", !there.delete(row.id));
    offer(list, newer, there.size);
  }
}

function offer(list: HTMLElement, newer: Element, fresh: number): void {
  const box = list.closest("table") ?? list;
  const place = list.matches("tbody, ul, ol") ? box.parentElement : list;
  place?.querySelector(":scope > .newer")?.remove();
  if (fresh === 0) return;
  const bar = make("div", "newer");
  const button = make("button", "btn btn-sm", text("js-new-rows", { count: fresh }));
  button.type = "button";
  button.addEventListener("click", () => {
    bar.remove();
    morph(list, newer);
    list.querySelector<HTMLElement>("a")?.focus();
  });
  bar.append(button);
  place?.insertBefore(bar, place === list ? list.firstChild : box);
}

/** What changed between the rendering of this page and the opening of the stream. */
async function catchUp(live: string): Promise<void> {
  const answer = await fetch(`${live}/since?at=${root.dataset.now}`);
  const { subjects } = (await answer.json()) as { subjects: string[] };
  subjects.forEach(heard);
}

/** The bar that says what stopped, when, and what happens next. */
function offlineBar(retry: () => void): (news: News) => void {
  const bar = document.querySelector<HTMLElement>("[data-offline]");
  const words = bar?.querySelector("p");
  bar?.querySelector("button")?.addEventListener("click", retry);
  let since: Date | undefined;
  let showing: ReturnType<typeof setTimeout> | undefined;
  let counting: ReturnType<typeof setInterval> | undefined;
  return (news) => {
    if (!bar || !words || news.kind === "change") return;
    clearInterval(counting);
    if (news.kind === "open") {
      clearTimeout(showing);
      if (!bar.hidden) announce(text("js-live-back"));
      bar.hidden = true;
      since = undefined;
      return;
    }
    const until = Date.now() + news.retryMs;
    if (!since) {
      since = new Date();
      showing = setTimeout(() => {
        bar.hidden = false;
      }, OFFLINE_AFTER_MS);
    }
    const write = () => {
      const left = Math.max(0, Math.ceil((until - Date.now()) / 1_000));
      words.textContent = `${text("js-live-stopped", { time: timeOfDay(since ?? new Date()) })} ${text("js-live-retry", { count: left })}`;
    };
    write();
    counting = setInterval(write, 1_000);
  };
}

/** A conversation opens where it goes on: at what is new, or at its end. */
function openAtNews(): void {
  const box = document.querySelector<HTMLElement>(".conv");
  if (!box || location.hash || box.scrollHeight <= box.clientHeight) return;
  const news = document.getElementById("new");
  box.scrollTop = news ? news.offsetTop - box.offsetTop - 24 : box.scrollHeight;
}

/** Parts that come on a request of their own, so that the page need not wait for them. */
function fetchLater(): void {
  const parts = document.querySelectorAll("[data-later]");
  for (const part of parts) stale.add(part);
  if (parts.length > 0) refetch.soon();
}

export function start(): void {
  openAtNews();
  fetchLater();
  const { live, worker, you } = root.dataset;
  if (!live) return;
  let retry = () => {};
  const bar = offlineBar(() => retry());
  let caughtUp = false;
  const tell = (news: News) => {
    bar(news);
    if (news.kind === "change") heard(news.subject);
    if (news.kind !== "open") return;
    if (news.gap) heardAll();
    else if (!caughtUp) catchUp(live).catch(heardAll);
    caughtUp = true;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !missed) return;
    missed = false;
    heardAll();
  });
  if (worker && "SharedWorker" in window) {
    const { port } = new SharedWorker(worker, { name: `firstline-live ${you}` });
    port.addEventListener("message", (event) => tell(event.data as News));
    port.start();
    port.postMessage(`open ${live}`);
    retry = () => port.postMessage("retry");
    addEventListener("pagehide", () => port.postMessage("bye"));
    addEventListener("pageshow", (event) => {
      if (event.persisted) port.postMessage(`open ${live}`);
    });
    return;
  }
  // Without a shared worker only the tab in front listens.
  const stream = new Stream(live, tell);
  retry = () => stream.open();
  const follow = () => (document.hidden ? stream.close() : stream.open());
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => stream.close());
  follow();
}
