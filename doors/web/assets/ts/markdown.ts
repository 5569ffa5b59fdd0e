// What the toolbar does to Markdown: pure functions from text and selection to text and selection.

export interface Marked {
  text: string;
  start: number;
  end: number;
}
export type Mark = "bold" | "code" | "link" | "list" | "quote";

/** Puts a mark on the selection, or takes it away where it already is. */
export function mark(kind: Mark, now: Marked): Marked {
  switch (kind) {
    case "bold":
      return wrap(now, "**");
    case "code":
      return now.text.slice(now.start, now.end).includes("\n") ? fence(now) : wrap(now, "`");
    case "link":
      return link(now);
    case "list":
      return prefix(now, "- ");
    case "quote":
      return prefix(now, "> ");
  }
}

function wrap({ text, start, end }: Marked, sign: string): Marked {
  const inside = text.slice(start, end);
  const size = sign.length;
  if (text.slice(start - size, start) === sign && text.slice(end, end + size) === sign) {
    return {
      text: text.slice(0, start - size) + inside + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  return { text: text.slice(0, start) + sign + inside + sign + text.slice(end), start: start + size, end: end + size };
}

function fence({ text, start, end }: Marked): Marked {
  const before = start > 0 && text[start - 1] !== "\n" ? "\n```\n" : "```\n";
  const block = `${before}${text.slice(start, end).replace(/\n$/, "")}\n\`\`\`\n`;
  return {
    text: text.slice(0, start) + block + text.slice(end),
    start: start + before.length,
    end: start + block.length - 5,
  };
}

function link({ text, start, end }: Marked): Marked {
  const inside = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(inside)) {
    return { text: `${text.slice(0, start)}[](${inside})${text.slice(end)}`, start: start + 1, end: start + 1 };
  }
  const at = start + inside.length + 3;
  return { text: `${text.slice(0, start)}[${inside}](https://)${text.slice(end)}`, start: at, end: at + 8 };
}

function prefix({ text, start, end }: Marked, sign: string): Marked {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const all = lines.every((line) => line.startsWith(sign));
  const block = lines.map((line) => (all ? line.slice(sign.length) : sign + line)).join("\n");
  return { text: text.slice(0, from) + block + text.slice(to), start: from, end: from + block.length };
}

/** What a new line after a list item begins with; nothing outside lists. An empty item ends the list. */
export function continued(text: string, at: number): { insert: string; remove: number } | undefined {
  const from = text.lastIndexOf("\n", at - 1) + 1;
  const found = /^(\s*)(?:([-*])|(\d{1,9})([.)])) (.*)$/.exec(text.slice(from, at));
  if (!found) return undefined;
  const [line, indent = "", bullet, number, dot = ".", rest] = found;
  if (!rest) return { insert: "", remove: line.length };
  const sign = bullet ?? `${Number(number) + 1}${dot}`;
  return { insert: `\n${indent}${sign} `, remove: 0 };
}

/** The word being typed after `@`, directly before the caret. */
export function mentionBefore(text: string, caret: number): { from: number; query: string } | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{N}._-]{0,30})$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const query = found[1] ?? "";
  return { from: caret - query.length - 1, query };
}
