// The ordinary opening hours, weekday by weekday.
import { html, useState, Dialog, Icon } from "shared/ui.js";
import { t } from "shared/text.js";
import { post } from "shared/api.js";
import { readTime, weekOrder } from "../../ui/dates.js";
import { Spans } from "../../ui/fields.js";
import { Confirm } from "../../ui/confirm.js";

const weekdays = [1, 2, 3, 4, 5]; // Monday to Friday

export function Hours({ hours, onClose, onSaved }) {
  const [always, setAlways] = useState(Boolean(hours.always));
  const [week, setWeek] = useState(hours.week.map((spans) => spans ?? []));
  // Whoever leaves "always" behind begins with an ordinary week, not with none.
  const stop = (on) => {
    setAlways(on);
    if (!on && week.every((spans) => spans.length === 0))
      setWeek(week.map((_, n) => (weekdays.includes(n) ? [{ from: "09:00", to: "18:00" }] : [])));
  };
  const copy = () =>
    setWeek(week.map((old, n) => (weekdays.includes(n) ? week[1].map((s) => ({ ...s })) : old)));
  const wrong = week.some((spans) => spans.some((s) => !readTime(s.from) || !readTime(s.to)));
  const clean = week.map((spans) =>
    spans.map((s) => ({ from: readTime(s.from), to: readTime(s.to) })),
  );
  return html`<${Dialog} class="wide" title=${t("hours.title")} onClose=${onClose}>
    <${Confirm}
      send=${(password) =>
        post("/api/manager/calendar/hours", { password, hours: { always, week: clean } })}
      done=${onSaved}
      label=${t("hours.save")}
      ready=${!wrong}
    >
      <label class="tickline">
        <input
          type="checkbox"
          name="always"
          checked=${always}
          onChange=${(e) => stop(e.target.checked)}
        /> ${t("hours.always")}
      </label>
      ${
        !always &&
        weekOrder.map(
          (n) => html`<div class="weekday" key=${n}>
            <b>${t(`calendar.weekday.long.${n}`)}</b>
            <${Spans}
              name=${`week-${n}`}
              field=${`week-${n}`}
              value=${week[n]}
              onChange=${(spans) => setWeek(week.map((old, i) => (i === n ? spans : old)))}
            />
            ${
              n === 1 &&
              html`<button type="button" class="plain copy" onClick=${copy}>
                <${Icon} name="copy" /> ${t("hours.copy")}
              </button>`
            }
          </div>`,
        )
      }
      <p class="hint">${t("hours.text")}</p>
    <//>
  <//>`;
}
