// Holds the built files to the budgets of the design, in bytes after gzip. Usage: node tools/budget.mjs

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = mkdtempSync(join(tmpdir(), "firstline-pages-budget-"));
execFileSync(process.execPath, [join(root, "tools/build.mjs"), "--out", out], { stdio: "inherit" });
const folder = join(out, "pages");
const names = readdirSync(folder).filter((name) => !/\.(gz|br|rs)$/.test(name));

/** Bytes on the wire: fonts are compressed already. */
function wire(name) {
  const file = names.find((candidate) => candidate.replace(/-[0-9a-f]{12}(?=\.)/, "") === name);
  if (!file) throw new Error(`the build has no ${name}`);
  const bytes = readFileSync(join(folder, file));
  return name.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
}

const htmx = gzipSync(readFileSync(join(root, "node_modules/htmx.org/dist/htmx.esm.min.js")), { level: 9 }).length;
const kB = 1024;
const agent = wire("app.js") + wire("live-worker.js");
const budgets = [
  ["JavaScript of an agent's page", agent, 30 * kB],
  ["of it our own", agent - htmx, 12 * kB],
  ["Completion of filters, where there are filters", wire("filter.js"), 8 * kB],
  ["Canned answers in the composer", wire("canned.js"), 3 * kB],
  ["JavaScript of the portal", wire("portal.js"), 8 * kB],
  ["JavaScript of sign-in with passkeys", wire("portal.js") + wire("passkey.js"), 8 * kB],
  ["Styles", wire("app.css"), 20 * kB],
  ["Icons", wire("icons.svg"), 8 * kB],
  ["Font of the first load", wire("font-latin.woff2"), 36 * kB],
  [
    "Everything an agent's first page loads beside its HTML",
    agent + wire("app.css") + wire("icons.svg") + wire("font-latin.woff2"),
    90 * kB,
  ],
];
rmSync(out, { recursive: true, force: true });

let over = 0;
for (const [what, bytes, most] of budgets) {
  const fits = bytes <= most;
  if (!fits) over += 1;
  console.log(`${fits ? "ok  " : "OVER"} ${what}: ${(bytes / kB).toFixed(1)} of ${most / kB} kB`);
}
process.exit(over === 0 ? 0 : 1);
