// The form of a regime, filled from a decree from top to bottom. Beside it stands
// at every step what visitors would see; below, when it would hold.
import { html, useState, useEffect, useRef, Icon, Button, Dialog } from "shared/ui.js";
import { t, boot } from "shared/text.js";
import { post } from "shared/api.js";
import { serverNow } from "shared/servertime.js";
import { dayOf } from "shared/days.js";
import { read } from "../../ui/dates.js";
import {
  Text3,
  DayField,
  TimeField,
  Chips,
  Spans,
  Switch,
  FaultAt,
  Untold,
  weekdayOptions,
  faultText,
} from "../../ui/fields.js";
import { Rules } from "./formrules.js";
import { Notices, Alternatives } from "./formtexts.js";
import { Scope } from "./formscope.js";
import { Foresight, Conflicts } from "./foresight.js";
import { questionOf, useForesight } from "../../ui/foresee.js";
import { Effect, Treatments, meets } from "../../ui/effect.js";
import { Confirm } from "../../ui/confirm.js";
import { decided } from "./draft.js";
import { untold } from "../../ui/regime.js";
import { regimeLines } from "../../ui/words.js";

// placed puts faults that name no field where they can be mended.
const places = { "regime-past": "to", "unknown-direction": "scope", "too-many": "to" };
const placed = (fault) => fault && { ...fault, field: fault.field || places[fault.code] };

const quiet = ["name-needed", "rule-needed"]; // not told before somebody wants to save

export function RegimeForm({ start, keep, list, desks, onDone }) {
  const [f, setF] = useState(start);
  const [day, setDay] = useState(read(start.from.day) ?? dayOf(serverNow()));
  const [pressed, setPressed] = useState(false);
  const [wanted, setWanted] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const box = useRef(null);
  const set = (part) => {
    if (part.from?.day && read(part.from.day) && part.from.day !== f.from.day)
      setDay(read(part.from.day));
    const next = { ...f, ...part };
    keep(next);
    setF(next);
  };
  const { regime, fault: own } = decided(f);
  const answer = useForesight(own ? undefined : regime, day, 0);
  const told = own ?? placed(answer?.fault);
  const fault = told && (pressed || !quiet.includes(told.code)) ? told : null;
  const save = (e) => {
    e.preventDefault();
    setPressed(true);
    setWanted(true);
  };
  // What was asked for waits until the server has seen the newest words.
  useEffect(() => {
    if (!wanted || !(own || answer?.current)) return;
    setWanted(false);
    if (!told) return setConfirming(true);
    const place = box.current
      .querySelector("[data-fault]")
      ?.closest("section, fieldset, .switch, .field");
    (place?.querySelector("input, textarea, button") ?? box.current.querySelector("input")).focus();
    place?.scrollIntoView({ block: "center" });
  }, [wanted, answer?.current, own === null]);
  return html`<main class="writing">
    <form ref=${box} onSubmit=${save} noValidate>
      <div class="acts">
        <${Button} icon="arrow-left" onClick=${() => onDone(null)}>${t("common.back")}<//>
        <h1>
          ${t(f.id ? "regime.amend" : "regime.new")}
          ${f.step && html` <small>${t("regime.step", { n: f.step[0], of: f.step[1] })}</small>`}
        </h1>
      </div>
      <section class="field">
        <${Text3}
          shown
          label=${t("regime.line.name")}
          name="name"
          value=${f.name}
          onChange=${(name) => set({ name })}
        />
        <${FaultAt} fault=${fault} at="name" />
      </section>
      <section class="pair field">
        <label>
          ${t("regime.basis.number")}
          <input
            name="basis-number"
            maxlength="100"
            value=${f.number}
            onInput=${(e) => set({ number: e.target.value })}
          />
        </label>
        <${DayField}
          label=${t("regime.basis.date")}
          name="basis-date"
          value=${f.date}
          onInput=${(date) => set({ date })}
        />
        <${FaultAt} fault=${fault} at="basis" />
      </section>
      <section class="field">
        <div class="pair four">
          <${DayField}
            label=${t("regime.line.from")}
            name="from-day"
            value=${f.from.day}
            disabled=${f.begun}
            needed
            onInput=${(v) => set({ from: { ...f.from, day: v } })}
          />
          <${TimeField}
            label=${t("regime.at")}
            name="from-time"
            value=${f.from.time}
            disabled=${f.begun}
            onInput=${(time) => set({ from: { ...f.from, time } })}
          />
          <${DayField}
            label=${t("regime.last-day")}
            name="to-day"
            value=${f.to.day}
            needed
            onInput=${(v) => set({ to: { ...f.to, day: v } })}
          />
          <${TimeField}
            label=${t("regime.until")}
            name="to-time"
            value=${f.to.time}
            onInput=${(time) => set({ to: { ...f.to, time } })}
          />
        </div>
        ${f.begun && html`<p class="hint">${t("regime.begun")}</p>`}
        <${FaultAt} fault=${fault} at=${["from", "to"]} />
        <${Switch}
          name="daily"
          label=${t("regime.daily")}
          on=${f.daily.length > 0}
          onChange=${(on) => set({ daily: on ? [{ from: "10:00", to: "12:00" }] : [] })}
        >
          <${Spans}
            name="daily"
            field="daily"
            fault=${fault}
            value=${f.daily}
            onChange=${(daily) => set({ daily })}
          />
        <//>
        <${Switch}
          name="weekdays"
          label=${t("regime.weekdays")}
          on=${f.weekdays.length > 0}
          onChange=${(on) => set({ weekdays: on ? [1, 2, 3, 4, 5] : [] })}
        >
          <${Chips}
            label=${t("regime.weekdays")}
            options=${weekdayOptions()}
            value=${f.weekdays}
            onChange=${(weekdays) => set({ weekdays })}
          />
        <//>
      </section>
      <${Scope} f=${f} set=${set} fault=${fault} />
      <${Rules}
        rules=${f.rules}
        set=${(rules) => set({ rules: { ...f.rules, ...rules } })}
        fault=${fault}
        desks=${desks}
      />
      <${Notices} value=${f.notices} onChange=${(notices) => set({ notices })} fault=${fault} />
      <${Alternatives}
        value=${f.alternatives}
        onChange=${(alternatives) => set({ alternatives })}
      />
      <${Treatments} waiting=${f.waiting} booked=${f.booked} set=${set} fault=${fault} />
      <footer>
        ${
          fault &&
          html`<p class="trouble"><${Icon} name="triangle-alert" /> ${faultText(fault)}</p>`
        }
        ${!fault && html`<${Effect} answer=${answer} draft=${regime} />`}
        <button class="primary" name="save" type="submit">${t("regime.save")}</button>
      </footer>
    </form>
    <aside>
      <${Foresight}
        answer=${answer}
        question=${questionOf(own ? undefined : regime, day)}
        day=${day}
        onDay=${setDay}
        list=${list}
        draft
      />
    </aside>
    ${
      confirming &&
      html`<${Saving}
        f=${f}
        set=${set}
        regime=${regime}
        answer=${answer}
        list=${list}
        onClose=${() => setConfirming(false)}
        onDone=${onDone}
      />`
    }
  </main>`;
}

// poorest is of the name and the notices the one that lacks the most languages.
const poorest = (r) =>
  [r.name, ...r.notices.map((n) => n.text)].sort(
    (a, b) => untold(b, boot.languages).length - untold(a, boot.languages).length,
  )[0];

// Saving says everything once more in words before the password is given.
function Saving({ f, set, regime, answer, list, onClose, onDone }) {
  const send = (password) =>
    f.id
      ? post(`/api/manager/regimes/${f.id}/amend`, { password, rev: f.rev, regime })
      : post("/api/manager/regimes", { password, regime });
  const only = meets(answer);
  return html`<${Dialog} class="wide" title=${t("regime.saving")} onClose=${onClose}>
    <${Confirm} first send=${send} done=${onDone} label=${t("regime.save.go")}>
      <dl class="said">
        ${regimeLines(regime).map(
          ([what, how]) => html`<div key=${what}><dt>${what}</dt><dd>${how}</dd></div>`,
        )}
      </dl>
      <${Untold} text=${poorest(regime)} />
      <${Effect} answer=${answer} draft=${regime} />
      ${
        (only.waiting || only.booked) &&
        html`<${Treatments}
          waiting=${f.waiting}
          booked=${f.booked}
          set=${set}
          only=${only}
          name="-now"
        />`
      }
      ${
        answer.conflicts.length > 0 &&
        html`<div class="conflicts"><${Conflicts} all=${answer.conflicts} list=${list} /></div>`
      }
    <//>
  <//>`;
}
