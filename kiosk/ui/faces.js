// Five faces: how was the visit? One tap, once for each ticket. The words beside the
// faces say what a colour or a line of a mouth may not.
import { html, useState, Icon } from "shared/ui.js";
import { t } from "shared/text.js";
import { post } from "shared/api.js";

const faces = ["angry", "frown", "meh", "smile", "laugh"]; // scores 1 to 5

// Faces asks about the ticket that has the token; score is what it was rated already.
export function Faces({ token, score = 0 }) {
  const [given, setGiven] = useState(0);
  const [busy, setBusy] = useState(0);
  const [trouble, setTrouble] = useState("");
  const rated = score || given;
  const give = async (n) => {
    if (busy) return;
    setBusy(n);
    setTrouble("");
    try {
      setGiven((await post(`/api/rate/${encodeURIComponent(token)}`, { score: n })).score);
    } catch (problem) {
      setTrouble(problem.text);
    }
    setBusy(0);
  };
  if (rated)
    return html`<section class="faces thanks" data-score=${rated} role="status">
      <${Icon} name=${faces[rated - 1]} />
      <h2>${t("rating.thanks")}</h2>
      <p>${t(`rating.score.${rated}`)}</p>
    </section>`;
  return html`<section class="faces" aria-labelledby="how">
    <h2 id="how">${t("rating.ask")}</h2>
    <div class="row" role="group" aria-labelledby="how">
      ${faces.map(
        (icon, i) => html`<button
          type="button"
          key=${icon}
          data-score=${i + 1}
          aria-busy=${busy === i + 1}
          onClick=${() => give(i + 1)}
        >
          <${Icon} name=${icon} />
          <span>${t(`rating.score.${i + 1}`)}</span>
        </button>`,
      )}
    </div>
    <p class="note">${t("rating.anonymous")}</p>
    ${
      trouble &&
      html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`
    }
  </section>`;
}
