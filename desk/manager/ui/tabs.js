// The tabs of a page that holds several.
import { html } from "shared/ui.js";

// Tabs shows ids by their words, the one that is open marked; onTab is told which is wanted.
export function Tabs({ ids, open, words, onTab }) {
  return html`<div class="tabs" role="tablist">
    ${ids.map(
      (id) => html`<button
        type="button"
        role="tab"
        key=${id}
        data-tab=${id}
        aria-selected=${open === id}
        onClick=${() => onTab(id)}
      >
        ${words(id)}
      </button>`,
    )}
  </div>`;
}
