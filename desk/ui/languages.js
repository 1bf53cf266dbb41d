// The choice of the page's language.
import { html } from "shared/ui.js";
import { t, language, setLanguage, boot } from "shared/text.js";

export function Languages() {
  return html`<div class="languages" role="group" aria-label=${t("common.language")}>
    ${boot.languages.map(
      (l) => html`<button type="button" key=${l} lang=${l} aria-pressed=${language.value === l} onClick=${() => setLanguage(l)}>${l.toUpperCase()}</button>`,
    )}
  </div>`;
}
