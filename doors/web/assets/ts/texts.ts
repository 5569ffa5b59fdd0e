// The texts scripts say, in the reader's language: the layout leaves them in <template id="texts">.

let found: DocumentFragment | undefined;

/** A text by its key, with `{name}` filled in. An unknown key says nothing rather than something wrong. */
export function text(key: string, values: Record<string, string | number> = {}): string {
  found ??= document.querySelector<HTMLTemplateElement>("template#texts")?.content;
  return fill(found?.getElementById(key)?.textContent ?? "", values);
}

/** Fills `{name}` and drops the marks that isolate writing directions. */
export function fill(pattern: string, values: Record<string, string | number>): string {
  return pattern
    .replace(/[\u2068\u2069]/g, "")
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
