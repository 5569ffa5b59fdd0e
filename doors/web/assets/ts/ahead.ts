// Pages that are fetched before they are opened: see src/ahead.rs.

/** The ticket whose link has the focus is fetched ahead, as the pointer's is. */
function fetchAhead(event: FocusEvent): void {
  const link = (event.target as Element).closest("[data-rows] a[href^='/tickets/']");
  if (!link || link.hasAttribute("data-ahead")) return;
  document.querySelector("[data-ahead]")?.removeAttribute("data-ahead");
  link.setAttribute("data-ahead", "");
}

/** A page that was there before it was asked for says that it is looked at only now. */
function tellSeen(): void {
  const { presenceUrl, newest } = document.querySelector<HTMLElement>("[data-newest]")?.dataset ?? {};
  const [entry] = performance.getEntriesByType("navigation") as (PerformanceNavigationTiming & {
    deliveryType?: string;
  })[];
  if (presenceUrl && newest && entry?.deliveryType === "navigational-prefetch")
    navigator.sendBeacon(presenceUrl, new URLSearchParams({ state: "here", seen: newest }));
}

document.addEventListener("focusin", fetchAhead);
tellSeen();
