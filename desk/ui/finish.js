// An outcome ends every visit. The one that the last application had is offered
// first, so that the usual end is F2, 1; who was sent for a paper was not served.
import { t } from "shared/text.js";
import { ask } from "./ask.js";
import { move } from "./moves.js";

const outcomes = ["registered", "refused", "sent-on", "listed", "consulted", "not-served"];

export async function finish({ desk, active, registered }) {
  const first =
    registered.at(-1)?.outcome ??
    (document.querySelector(".guide .bring .code") ? "not-served" : "consulted");
  const outcome = await ask({
    title: t("desk.finish.title", { number: active.number }),
    choices: [first, ...outcomes.filter((o) => o !== first)].map((o) => ({
      value: o,
      label: t(`outcome.${o}`),
      hint: t(`desk.outcome.${o}`),
    })),
  });
  if (outcome) await move("finish", desk, { ticket: active.id, outcome });
}
