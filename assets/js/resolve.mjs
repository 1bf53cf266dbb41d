// Resolves the bare names of the pages' modules for the tests that run in Node.
const names = { "@preact/signals": "@preact/signals-core" };

export function resolve(name, context, next) {
  if (name.startsWith("shared/"))
    return next(new URL(name.slice(7), import.meta.url).href, context);
  return next(names[name] ?? name, context);
}
