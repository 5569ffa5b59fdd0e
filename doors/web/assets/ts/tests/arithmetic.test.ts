import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "../backoff";
import { continued, mark, mentionBefore } from "../markdown";
import { fromBase64Url, toBase64Url } from "../passkey";
import { keyName, Sequence } from "../sequence";
import { agoWords, dueState, dueWords, MINUTE_MS, type Say } from "../span";
import { fill } from "../texts";

const texts: Record<string, string> = {
  "span-minutes": "{count} min",
  "span-hours": "{count} h",
  "span-hours-minutes": "{hours} h {minutes}",
  "due-left": "{span} left",
  "due-over": "{span} over",
  "moment-just-now": "just now",
  "moment-ago-minutes": "{count} min ago",
  "moment-ago-hours": "{count} h ago",
};
const say: Say = (key, values = {}) => fill(texts[key] ?? "", values);
const minutes = (count: number) => count * MINUTE_MS;

test("a due badge says the time left as the server does", () => {
  assert.equal(dueWords(0, minutes(28), false, say), "28 min");
  assert.equal(dueWords(0, minutes(28), true, say), "28 min left");
  assert.equal(dueWords(0, minutes(100), false, say), "1 h 40");
  assert.equal(dueWords(0, minutes(125), false, say), "2 h 05");
  assert.equal(dueWords(0, minutes(120), false, say), "2 h");
  assert.equal(dueWords(minutes(6), 0, false, say), "6 min over");
  assert.equal(dueWords(0, 0, true, say), "1 min over");
  assert.equal(dueWords(0, minutes(241), false, say), undefined);
});

test("a clock crosses its states at the moment itself", () => {
  assert.equal(dueState(9, 20, 10), "calm");
  assert.equal(dueState(10, 20, 10), "soon");
  assert.equal(dueState(19, 20, 10), "soon");
  assert.equal(dueState(20, 20, 10), "over");
});

test("how long ago stops at a day", () => {
  assert.equal(agoWords(minutes(0.5), 0, say), "just now");
  assert.equal(agoWords(minutes(59), 0, say), "59 min ago");
  assert.equal(agoWords(minutes(61), 0, say), "1 h ago");
  assert.equal(agoWords(minutes(24 * 60), 0, say), undefined);
});

test("texts lose direction marks and keep unknown places", () => {
  assert.equal(fill("\u2068{a}\u2069 and {b}", { a: 1 }), "1 and {b}");
});

test("two keys after each other make one, if they come in time", () => {
  const bound = ["c", "g q", "g s", "q"];
  const sequence = new Sequence();
  assert.equal(sequence.press("c", 0, bound), "c");
  assert.equal(sequence.press("g", 0, bound), undefined);
  assert.equal(sequence.press("q", 500, bound), "g q");
  assert.equal(sequence.press("q", 600, bound), "q");
  assert.equal(sequence.press("g", 1_000, bound), undefined);
  assert.equal(sequence.press("q", 9_000, bound), "q");
  assert.equal(sequence.press("g", 10_000, bound), undefined);
  assert.equal(sequence.press("x", 10_100, bound), undefined);
  assert.equal(sequence.press("q", 10_200, bound), "q");
});

test("keys are named as pages write them", () => {
  assert.equal(keyName({ key: "X", shiftKey: true }), "shift+x");
  assert.equal(keyName({ key: "X", shiftKey: false }), "x");
  assert.equal(keyName({ key: "?", shiftKey: true }), "?");
  assert.equal(keyName({ key: " ", shiftKey: false }), "space");
  assert.equal(keyName({ key: "ArrowDown", shiftKey: false }), "arrowdown");
});

test("the wait before trying again grows and stays within its bounds", () => {
  assert.equal(backoff(0, 0), 500);
  assert.equal(backoff(0, 1), 1_000);
  assert.equal(backoff(4, 1), 16_000);
  assert.equal(backoff(5, 1), 30_000);
  assert.equal(backoff(1_000, 1), 30_000);
  assert.equal(backoff(1_000, 0), 15_000);
});

test("bold and code go on and off around the selection", () => {
  const on = mark("bold", { text: "a big b", start: 2, end: 5 });
  assert.deepEqual(on, { text: "a **big** b", start: 4, end: 7 });
  assert.deepEqual(mark("bold", on), { text: "a big b", start: 2, end: 5 });
  assert.equal(mark("code", { text: "x", start: 0, end: 1 }).text, "`x`");
  const block = mark("code", { text: "a\nb", start: 0, end: 3 });
  assert.equal(block.text, "```\na\nb\n```\n");
  assert.equal(block.text.slice(block.start, block.end), "a\nb");
});

test("lists and quotes take whole lines", () => {
  const listed = mark("list", { text: "one\ntwo\nthree", start: 1, end: 5 });
  assert.equal(listed.text, "- one\n- two\nthree");
  assert.equal(mark("list", listed).text, "one\ntwo\nthree");
  assert.equal(mark("quote", { text: "", start: 0, end: 0 }).text, "> ");
});

test("a link keeps what was chosen", () => {
  const words = mark("link", { text: "see here", start: 4, end: 8 });
  assert.equal(words.text, "see [here](https://)");
  assert.equal(words.text.slice(words.start, words.end), "https://");
  const address = mark("link", { text: "https://a.example", start: 0, end: 17 });
  assert.deepEqual(address, { text: "[](https://a.example)", start: 1, end: 1 });
});

test("a new line continues a list and an empty item ends it", () => {
  assert.deepEqual(continued("- a", 3), { insert: "\n- ", remove: 0 });
  assert.deepEqual(continued("  9. a", 6), { insert: "\n  10. ", remove: 0 });
  assert.deepEqual(continued("- a\n- ", 6), { insert: "", remove: 2 });
  assert.equal(continued("a - b", 5), undefined);
});

test("a mention is the word after @, and an address is none", () => {
  assert.deepEqual(mentionBefore("ask @Mar", 8), { from: 4, query: "Mar" });
  assert.deepEqual(mentionBefore("@", 1), { from: 0, query: "" });
  assert.deepEqual(mentionBefore("(@Jürgen", 8), { from: 1, query: "Jürgen" });
  assert.equal(mentionBefore("dana@acme", 9), undefined);
  assert.equal(mentionBefore("@Marek and", 10), undefined);
});

test("base64url goes there and back", () => {
  const bytes = Uint8Array.from([0, 250, 251, 252, 253, 254, 255]);
  assert.equal(toBase64Url(bytes.buffer), "APr7_P3-_w");
  assert.deepEqual(fromBase64Url("APr7_P3-_w"), bytes);
});
