// What a manager may do with a regime or a notice, by the phase it is in.
import { html, Button } from "shared/ui.js";
import { t } from "shared/text.js";

// RegimeActs: what is past can only be copied; what has begun ends, what has not is
// withdrawn. onAsk is told "end" or "withdraw": both are confirmed.
export function RegimeActs({ phase, onEdit, onCopy, onAsk }) {
  const begun = phase === "in-force" || phase === "resting";
  return html`<div class="row">
    ${
      phase !== "past" &&
      html`<${Button} icon="pencil" data-act="edit" onClick=${onEdit}>${t("regime.edit")}<//>`
    }
    <${Button} icon="copy" data-act="copy" onClick=${onCopy}>${t("regime.copy")}<//>
    ${
      begun &&
      html`<${Button} kind="danger" icon="circle-x" data-act="end" onClick=${() => onAsk("end")}>
        ${t("regime.end")}
      <//>`
    }
    ${
      phase === "to-come" &&
      html`<${Button}
        kind="danger"
        icon="trash-2"
        data-act="withdraw"
        onClick=${() => onAsk("withdraw")}
      >
        ${t("regime.withdraw")}
      <//>`
    }
  </div>`;
}
