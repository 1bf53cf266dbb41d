// Copies the browser modules that package.json names into lib/ and builds one
// sprite of the icons that icons.json lists. `make` runs it after `npm ci`; lib/
// is ignored by git and embedded into the server.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = {
  "preact.js": "preact/dist/preact.mjs",
  "hooks.js": "preact/hooks/dist/hooks.mjs",
  "htm.js": "htm/dist/htm.module.js",
  "signals.js": "@preact/signals/dist/signals.module.js",
  "signals-core.js": "@preact/signals-core/dist/signals-core.module.js",
};
const licences = ["preact", "htm", "@preact/signals", "@preact/signals-core", "lucide-static"];

const fromModules = (path) => readFile(join(here, "node_modules", path), "utf8");
const toLib = (name, text) => writeFile(join(here, "lib", name), text);

// withoutMap drops the pointer to a source map, which is not served.
const withoutMap = (text) => text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");

// symbol turns one icon file into a <symbol>: its drawing, without the frame.
async function symbol(name) {
  const svg = await fromModules(`lucide-static/icons/${name}.svg`);
  const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
    `stroke-width="2" stroke-linecap="round" stroke-linejoin="round">` +
    drawing.replace(/\s*\n\s*/g, "") +
    `</symbol>`
  );
}

await mkdir(join(here, "lib"), { recursive: true });
for (const [name, path] of Object.entries(modules)) {
  await toLib(name, withoutMap(await fromModules(path)));
}

const icons = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
const symbols = await Promise.all([...new Set(icons)].sort().map(symbol));
await toLib("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);

const texts = await Promise.all(
  licences.map(async (name) => {
    const { version } = JSON.parse(await fromModules(`${name}/package.json`));
    return `${name} ${version}\n\n${await fromModules(`${name}/LICENSE`)}\n`;
  }),
);
await toLib("LICENSES.txt", texts.join("\n"));
