// Arithmetic of times: lengths in words and the state of a clock. Knows no page, so that it can be tested alone.

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Beyond this distance the server's words ("Tue 12:00") stay. Same number as in `due.rs`. */
export const NEAR_MS = 4 * HOUR_MS;
const AGO_MAX_MS = 24 * HOUR_MS;

export type DueState = "calm" | "soon" | "over";
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** What a clock is now: over, in its last part, or calm. */
export function dueState(now: number, at: number, soonFrom: number): DueState {
  if (now >= at) return "over";
  return now >= soonFrom ? "soon" : "calm";
}

/** A length in words: "28 min", "1 h 40", "2 h". Never less than a minute. */
export function span(lengthMs: number, say: Say): string {
  const minutes = Math.max(1, Math.floor(Math.abs(lengthMs) / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return say("span-minutes", { count: minutes });
  if (rest === 0) return say("span-hours", { count: hours });
  return say("span-hours-minutes", { hours, minutes: String(rest).padStart(2, "0") });
}

/** A due badge in words, or nothing when the moment is too far to be said in minutes. */
export function dueWords(now: number, at: number, long: boolean, say: Say): string | undefined {
  const left = at - now;
  if (left > NEAR_MS || left < -AGO_MAX_MS) return undefined;
  const length = span(left, say);
  if (left <= 0) return say("due-over", { span: length });
  return long ? say("due-left", { span: length }) : length;
}

/** How long ago, or nothing when a date says it better. */
export function agoWords(now: number, at: number, say: Say): string | undefined {
  const passed = now - at;
  if (passed >= AGO_MAX_MS || passed < -MINUTE_MS) return undefined;
  if (passed < MINUTE_MS) return say("moment-just-now");
  if (passed < HOUR_MS) return say("moment-ago-minutes", { count: Math.floor(passed / MINUTE_MS) });
  return say("moment-ago-hours", { count: Math.floor(passed / HOUR_MS) });
}
