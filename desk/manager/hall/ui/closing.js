// Closing at once, and opening again: a reason that kiosk and display show in
// three languages, until when, and the manager's password.
import { html, useState, useEffect, useMemo, Dialog, toast } from "shared/ui.js";
import { t, boot, pick, noText, nameOf } from "shared/text.js";
import { post } from "shared/api.js";
import { later, serverNow } from "shared/servertime.js";
import { addDays, dayOf } from "shared/days.js";
import { Confirm } from "../../ui/confirm.js";
import { moment } from "../../ui/dates.js";
import { Untold } from "../../ui/fields.js";
import { Effect, Treatments, meets } from "../../ui/effect.js";
import { useForesight } from "../../ui/foresee.js";
import { setup, loadSetup } from "../../ui/store.js";

const reasons = ["power", "technical", "cleaning", "full", "alarm"];
const wording = (key) => Object.fromEntries(boot.languages.map((l) => [l, boot.texts[l][key]]));

/** @param {{frame: import("../../../../assets/types/frames").HallFrame, [prop: string]: any}} props */
export function CloseDialog({ frame, directions, onClose }) {
  const [reason, setReason] = useState(noText);
  const [hours, setHours] = useState("");
  const [treated, setTreated] = useState({ waiting: "notify", booked: "rebook" });
  useEffect(() => void (setup.value || loadSetup()), []);
  const today = dayOf(serverNow());
  const after = () => later(serverNow(), Number(hours) * 3600_000).toISOString();
  const to = useMemo(() => (hours ? after() : moment(addDays(today, 1), "00:00")), [hours]);
  const draft = {
    name: { ...noText(), az: "…" },
    to,
    scope: { directions },
    rules: { closed: true },
    ...treated,
  };
  const answer = useForesight(draft, today, 0);
  const only = meets(answer);
  const what = directions.length
    ? directions.map((id) => nameOf(frame.directions, id)).join(", ")
    : t("manager.whole");
  const send = (password) =>
    post("/api/manager/closures", {
      directions,
      reason,
      ...(hours && { until: after() }),
      ...treated,
      password,
    });
  const done = ({ visits }) => {
    const said = ["moved", "kept", "untold"]
      .filter((kind) => visits[kind] > 0)
      .map((kind) => t(`regime.visits.count.${kind}`, { n: visits[kind] }));
    if (said.length) toast(said.join(" · "), "good");
    onClose();
  };
  return html`<${Dialog} title=${t("manager.close.title", { what })} onClose=${onClose}>
    <${Confirm}
      send=${send}
      done=${done}
      label=${t("manager.close.go")}
      ready=${reason.az.trim() !== ""}
    >
      <p class="hint">${t("manager.close.text")}</p>
      <div class="reasons" role="group" aria-label=${t("manager.reason")}>
        ${reasons.map(
          (r) => html`<button
            type="button"
            key=${r}
            aria-pressed=${reason.az === wording(`manager.reason.${r}`).az}
            onClick=${() => setReason(wording(`manager.reason.${r}`))}
          >
            ${t(`manager.reason.${r}`)}
          </button>`,
        )}
      </div>
      ${boot.languages.map(
        (l) => html`<label key=${l}>
          ${t(`manager.reason.in.${l}`)}
          <input
            name=${`reason-${l}`}
            lang=${l}
            required=${l === "az"}
            maxlength="200"
            value=${reason[l]}
            onInput=${(e) => setReason({ ...reason, [l]: e.target.value })}
          />
        </label>`,
      )}
      <${Untold} text=${reason} />
      <label>
        ${t("manager.close.until")}
        <select value=${hours} onChange=${(e) => setHours(e.target.value)}>
          <option value="">${t("manager.close.day")}</option>
          ${["0.5", "1", "2", "4"].map(
            (h) => html`<option key=${h} value=${h}>
              ${t("manager.close.hours", { n: h.replace(".", ",") })}
            </option>`,
          )}
        </select>
      </label>
      <${Effect} answer=${answer} draft=${draft} brief />
      ${
        (only.waiting || only.booked) &&
        html`<${Treatments}
          ...${treated}
          set=${(more) => setTreated({ ...treated, ...more })}
          only=${only}
          name="-closing"
        />`
      }
    <//>
  <//>`;
}

/** @param {{frame: import("../../../../assets/types/frames").HallFrame, [prop: string]: any}} props */
export function ReopenDialog({ frame, closure, onClose }) {
  const what = closure.directions?.length
    ? closure.directions.map((id) => nameOf(frame.directions, id)).join(", ")
    : t("manager.whole");
  return html`<${Dialog} title=${t("manager.reopen.title", { what })} onClose=${onClose}>
    <${Confirm}
      send=${(password) => post(`/api/manager/closures/${closure.id}/end`, { password })}
      done=${onClose}
      label=${t("manager.reopen.go")}
      ready
    >
      <p class="hint">${pick(closure.reason)}</p>
    <//>
  <//>`;
}
