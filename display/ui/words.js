// Wording in a language of choice: the hall reads Azerbaijani first, with Russian
// and English beside it, and a call speaks the language of its visitor.
import { boot } from "shared/text.js";
import { html } from "shared/ui.js";

const others = ["ru", "en"];

/** The wording of a key in a language, Azerbaijani where there is none. */
export function said(language, key, args = {}) {
  const text = boot.texts[language]?.[key] ?? boot.texts.az[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => args[name] ?? whole);
}

/** A sentence in three languages, from the wording or as the server sent it. */
export function Trio({ text, args, of, class: more = "" }) {
  const line = (language) => (of ? of[language] : said(language, text, args));
  const smaller = others.filter((language) => line(language) && line(language) !== line("az"));
  return html`<div class=${`trio ${more}`}>
    <p lang="az">${line("az")}</p>
    ${smaller.map((language) => html`<p lang=${language} class="lesser">${line(language)}</p>`)}
  </div>`;
}
