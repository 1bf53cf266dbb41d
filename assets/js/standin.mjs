// What the pages' modules find of a browser when tests run them in Node: their bare names,
// as the import map resolves them, and the page that the server wrote.
import { register } from "node:module";

// standIn is called before the first of the modules is imported. boot stands beside the
// usual languages and build; the stand-in for the document is given back.
export function standIn(boot = {}) {
  register("./resolve.mjs", import.meta.url);
  const page = {
    build: "b",
    languages: ["az", "ru", "en"],
    language: "az",
    texts: { az: {}, ru: {}, en: {} },
    at: new Date().toISOString(),
    ...boot,
  };
  globalThis.document = {
    documentElement: { lang: page.language },
    getElementById: () => ({ textContent: JSON.stringify(page) }),
  };
}
