// How long to wait before trying again: doubling from one second to thirty, with jitter so that tabs do not come back together.

const FIRST_MS = 1_000;
const LAST_MS = 30_000;

/** The wait before try number `attempt` (from 0); `random` is in 0..1. Never below half, never above the whole step. */
export function backoff(attempt: number, random: number): number {
  const step = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(step / 2 + (step / 2) * random);
}
