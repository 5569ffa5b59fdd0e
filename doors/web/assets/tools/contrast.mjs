// Holds the colours to WCAG 2.2: text at least 4.5, borders of controls and focus at least 3, in both themes, on each ground they stand on.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const css = readFileSync(join(root, "css/tokens.css"), "utf8");

/** [lightness, chroma, hue] of `oklch(…)`; translucent colours are not judged alone. */
function oklch(text) {
  const found = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(text.trim());
  return found ? found.slice(1).map(Number) : undefined;
}

/** Token -> its colour in the light and in the dark theme. */
const tokens = new Map();
for (const [, name, value] of css.matchAll(
  /--([a-z0-9-]+):\s*(light-dark\(oklch\([^)]*\),\s*oklch\([^)]*\)\)|oklch\([^)]*\));/g,
)) {
  const colours = [...value.matchAll(/oklch\([^)]*\)/g)].map(([colour]) => oklch(colour));
  if (colours.every(Boolean)) tokens.set(name, { light: colours[0], dark: colours[1] ?? colours[0] });
}

/** Relative luminance (WCAG 2.2) of an OKLCH colour, clipped to sRGB as a screen does. */
function luminance([lightness, chroma, hue]) {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((part) => Math.min(1, Math.max(0, part)));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["canvas", "sunken", "surface", "raised"];
const text = 4.5;
const shape = 3;
/** Foregrounds, the grounds they stand on, and the least contrast. */
const rules = [
  [["ink", "ink-2", "ink-3"], grounds, text],
  [["red", "orange", "green", "blue", "violet"], grounds, text],
  [["control"], ["sunken", "surface", "raised", "canvas"], shape],
  [["focus"], grounds, shape],
  [["rail-ink"], ["rail"], text],
  [["on-line"], ["line"], text],
  [["surface"], ["ink"], text],
  [["on-chosen", "on-chosen-2", "on-chosen-due"], ["chosen"], text],
  [["red", "ink"], ["red-bg"], text],
  [["orange", "ink"], ["orange-bg"], text],
  [["green", "ink"], ["green-bg"], text],
  [["blue", "ink", "ink-2", "ink-3"], ["blue-bg"], text],
  [["violet", "ink"], ["violet-bg"], text],
  [["note-ink", "ink"], ["note-bg"], text],
  [["ink"], ["mention", "found", "person", "person-1", "person-2", "person-3", "person-4", "person-5"], text],
  [["line"], ["rail"], shape],
];

let checked = 0;
let lowest = { ratio: Number.POSITIVE_INFINITY, pair: "" };
const failed = [];
for (const [fronts, backs, least] of rules) {
  for (const front of fronts) {
    for (const back of backs) {
      for (const theme of ["light", "dark"]) {
        const [over, under] = [tokens.get(front), tokens.get(back)];
        if (!over || !under) throw new Error(`tokens.css has no plain colour for --${over ? back : front}`);
        const ratio = contrast(over[theme], under[theme]);
        const pair = `${front} on ${back}, ${theme}: ${ratio.toFixed(2)}`;
        checked += 1;
        if (least === text && ratio < lowest.ratio) lowest = { ratio, pair };
        if (ratio < least) failed.push(`${pair}, needs ${least}`);
      }
    }
  }
}
for (const line of failed) console.log(`LOW  ${line}`);
console.log(`${failed.length === 0 ? "ok  " : "LOW "} ${checked} pairs of colours; lowest for text: ${lowest.pair}`);
process.exit(failed.length === 0 ? 0 : 1);
