// Makes one SVG sprite of the icons named in icons.txt, taken from lucide-static, and our own few from images/own-icons.svg.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ownFile = "images/own-icons.svg";

/** The symbols we drew ourselves: name -> markup. */
function own(root) {
  const text = readFileSync(join(root, ownFile), "utf8");
  return new Map(
    [...text.matchAll(/<symbol id="([a-z0-9-]+)"[\s\S]*?<\/symbol>/g)].map((found) => [found[1], found[0]]),
  );
}

/** All icon names a page may use, sorted. */
export function iconNames(root) {
  const lines = readFileSync(join(root, "icons.txt"), "utf8").split("\n");
  const listed = lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean);
  return [...new Set([...listed, ...own(root).keys()])].sort();
}

/** The sprite's bytes. Fails with the name of an icon that does not exist. */
export function sprite(root) {
  const ours = own(root);
  const symbols = iconNames(root).map((name) => {
    const drawn = ours.get(name);
    if (drawn) return drawn.replace(/\s*\n\s*/g, "");
    const path = join(root, `node_modules/lucide-static/icons/${name}.svg`);
    if (!existsSync(path)) throw new Error(`icons.txt names "${name}", and lucide has no such icon`);
    const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(path, "utf8"))[1];
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
