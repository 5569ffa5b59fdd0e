// Builds styles, scripts, the icon sprite and the fonts into one folder with hashed names, compressed variants and a Rust table.
// Usage: node tools/build.mjs --out DIR

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { iconNames, sprite } from "./sprite.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = process.argv[process.argv.indexOf("--out") + 1];
if (!process.argv.includes("--out") || !out) {
  console.error("Say where to build: node tools/build.mjs --out DIR");
  process.exit(2);
}

/** Where the server hands the files out; `assets.rs` has the route. */
const publicPath = "/assets/";
const fontPackage = join(root, "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files");
const fonts = {
  "font-latin.woff2": "atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "font-latin-ext.woff2": "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
};
const types = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Logical name -> { file, bytes }. */
const built = new Map();

function keep(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const extension = extname(name);
  built.set(name, { file: `${name.slice(0, -extension.length)}-${hash}${extension}`, bytes: Buffer.from(bytes) });
}

const ourFonts = {
  name: "our-fonts",
  setup(build) {
    build.onResolve({ filter: /^font:/ }, ({ path }) => ({
      path: publicPath + built.get(path.slice("font:".length)).file,
      external: true,
    }));
  },
};

async function bundle(entry, name, options) {
  const result = await esbuild.build({
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    write: false,
    outfile: name,
    legalComments: "none",
    logLevel: "warning",
    plugins: [ourFonts],
    ...options,
  });
  keep(name, result.outputFiles[0].contents);
}

for (const [name, file] of Object.entries(fonts)) keep(name, readFileSync(join(fontPackage, file)));
keep("icons.svg", sprite(root));
keep("favicon.svg", readFileSync(join(root, "images/favicon.svg")));
await Promise.all([
  bundle("css/app.css", "app.css", { target: "esnext" }),
  bundle("ts/app.ts", "app.js", { format: "esm", target: "es2022" }),
  bundle("ts/portal.ts", "portal.js", { format: "esm", target: "es2022" }),
  bundle("ts/passkey.ts", "passkey.js", { format: "esm", target: "es2022" }),
  bundle("ts/ahead.ts", "ahead.js", { format: "esm", target: "es2022" }),
  bundle("ts/filter.ts", "filter.js", { format: "esm", target: "es2022" }),
  bundle("ts/canned.ts", "canned.js", { format: "esm", target: "es2022" }),
  bundle("ts/questions-page.ts", "questions.js", { format: "esm", target: "es2022" }),
  bundle("ts/live-worker.ts", "live-worker.js", { format: "iife", target: "es2022" }),
]);

const folder = join(out, "pages");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const rows = [];
for (const [name, { file, bytes }] of [...built].sort(([a], [b]) => (a < b ? -1 : 1))) {
  writeFileSync(join(folder, file), bytes);
  let variants = "gzip: None, brotli: None";
  if (extname(name) !== ".woff2") {
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes, brotli));
    const include = (end) => `Some(include_bytes!(concat!(env!("OUT_DIR"), "/pages/${file}${end}")))`;
    variants = `gzip: ${include(".gz")}, brotli: ${include(".br")}`;
  }
  rows.push(
    `    Asset { name: "${name}", url: "${publicPath}${file}", media_type: "${types[extname(name)]}", ` +
      `plain: include_bytes!(concat!(env!("OUT_DIR"), "/pages/${file}")), ${variants} },`,
  );
}
const icons = iconNames(root).map((icon) => `"${icon}"`);
writeFileSync(
  join(folder, "table.rs"),
  `static ASSETS: &[Asset] = &[\n${rows.join("\n")}\n];\n\nstatic ICONS: &[&str] = &[${icons.join(", ")}];\n`,
);
