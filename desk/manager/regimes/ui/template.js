// Templates: a prepared set of regimes, dated anew from the day on which its
// first shall begin. They are entered one after the other, each looked at first.
import { html, useState, useEffect, Button, Dialog } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { addDays, dayOf } from "shared/days.js";
import { later } from "shared/servertime.js";
import { DayField } from "../../ui/fields.js";
import { addressed, opened } from "./draft.js";
import { informs } from "../../ui/regime.js";
import { moment, parted, read, written } from "../../ui/dates.js";

// beginning moves the regimes so that the first begins on the day: at midnight or
// at its hour; one for an hour of today, such as a power cut, begins now.
function beginning(regimes, day, now) {
  const first = Math.min(...regimes.map((r) => Date.parse(r.from)));
  const { time } = parted(first);
  const at =
    time !== "00:00" && day === dayOf(now)
      ? Math.floor(now / 60_000) * 60_000
      : Date.parse(moment(day, time));
  const moved = (m) => later(m, at - first).toISOString();
  return regimes.map((r) => ({ ...r, from: moved(r.from), to: moved(r.to) }));
}

// timed tells whether a template begins at an hour, now; the others prepare whole
// days, and tomorrow is the first that can be whole.
const timed = (one) =>
  parted(Math.min(...one.regimes.map((r) => Date.parse(r.from)))).time !== "00:00";

// ruling are the templates with rules: prepared notices have a page of their own.
const ruling = (templates) => templates.filter((one) => !one.regimes.every(informs));

export function FromTemplate({ day, now, known, onClose, onChoose }) {
  const [list, setList] = useState([]);
  const [id, setID] = useState("");
  const [typed, setText] = useState(null); // the day as written; null = as the template has it
  const chosen = list.find((one) => one.id === id);
  const text =
    typed ??
    written(
      chosen && timed(chosen) ? dayOf(now) : day <= dayOf(now) ? addDays(dayOf(now), 1) : day,
    );
  useEffect(
    () =>
      void call("GET", "/api/manager/templates")
        .then((got) => ruling(got.templates))
        .then((ruled) => (setList(ruled), setID(ruled[0].id)))
        .catch(onClose),
    [],
  );
  const begins = read(text);
  const go = (e) => {
    e.preventDefault();
    const { regimes } = chosen;
    onChoose(
      beginning(regimes, begins, now).map((r, i) => ({
        ...opened(addressed(r, known), { copy: true }),
        key: `${id}${i}`,
        step: regimes.length > 1 ? [i + 1, regimes.length] : undefined,
      })),
    );
  };
  return html`<${Dialog} title=${t("regime.from-template")} onClose=${onClose}>
    <form class="confirm" onSubmit=${go}>
      <div class="choices" role="radiogroup" aria-label=${t("regime.from-template")}>
        ${list.map(
          (one) => html`<label key=${one.id} class="choice">
            <input
              type="radio"
              name="template"
              value=${one.id}
              checked=${one.id === id}
              onChange=${() => setID(one.id)}
            />
            <span>
              <b>${pick(one.name)}</b>
              <small>${one.regimes.map((r) => pick(r.name)).join(", ")}</small>
            </span>
          </label>`,
        )}
      </div>
      <${DayField}
        label=${t("regime.template.day")}
        name="template-day"
        value=${text}
        onInput=${setText}
        needed
      />
      <${Button} kind="primary" type="submit" disabled=${!begins || !id}>
        ${t("regime.template.go")}
      <//>
    </form>
  <//>`;
}
