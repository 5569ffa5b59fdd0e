// Which keys are meant: single keys and two keys after each other. Knows no page, so that it can be tested alone.

/** The second key of `g q` counts when it comes within this time. */
export const NEXT_KEY_MS = 1_200;

/** Follows key presses and says which of the bound sequences has just been typed. */
export class Sequence {
  #first = "";
  #at = 0;

  /** `bound` has sequences such as `c` and `g q`. Answers the one that is complete, or nothing. */
  press(key: string, now: number, bound: Iterable<string>): string | undefined {
    const sequences = [...bound];
    const both = this.#first && now - this.#at <= NEXT_KEY_MS ? `${this.#first} ${key}` : "";
    this.#first = "";
    if (both && sequences.includes(both)) return both;
    if (sequences.some((sequence) => sequence.startsWith(`${key} `))) {
      this.#first = key;
      this.#at = now;
      return undefined;
    }
    return sequences.includes(key) ? key : undefined;
  }
}

/** The name of a pressed key as `data-key` writes it: letters small, with `shift+` where the letter was a capital. */
export function keyName(event: { key: string; shiftKey: boolean }): string {
  const { key, shiftKey } = event;
  if (key === " ") return "space";
  if (key.length > 1) return key.toLowerCase();
  const small = key.toLowerCase();
  return shiftKey && small !== key ? `shift+${small}` : small;
}
