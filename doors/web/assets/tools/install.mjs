// Brings node_modules in line with the lock file, and does nothing (no network) when it already is.
// Usage: node tools/install.mjs [--all]   (--all also installs the checkers, which a plain build does not need)

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const all = process.argv.includes("--all");
/** How long another build may hold the folder before its lock counts as left over. */
const lockStaleMs = 10 * 60 * 1000;
const lockPollMs = 250;

/** Says whether every package of the lock file that this machine needs is installed in exactly that version. */
function inStep() {
  const hidden = join(root, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || (entry.dev && !all)) return true;
    const found = present[path];
    if (!found) return Boolean(entry.optional || entry.devOptional);
    return found.version === entry.version && existsSync(join(root, path));
  });
}

/** Waits for the folder: two builds in different target folders share one node_modules. */
async function lock() {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const path = join(tmpdir(), `firstline-pages-${name}.lock`);
  for (;;) {
    try {
      mkdirSync(path);
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const age = existsSync(path) ? Date.now() - statSync(path).mtimeMs : 0;
      if (age > lockStaleMs) rmSync(path, { recursive: true, force: true });
      await new Promise((done) => setTimeout(done, lockPollMs));
    }
  }
}

if (!inStep()) {
  const unlock = await lock();
  try {
    if (!inStep()) {
      const npm = process.platform === "win32" ? "npm.cmd" : "npm";
      const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", ...(all ? [] : ["--omit=dev"])];
      execFileSync(npm, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    }
  } finally {
    unlock();
  }
}
