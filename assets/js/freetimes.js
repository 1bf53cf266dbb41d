// Free times to choose from: the days in a row, below them the times of the one that
// is looked at. days are [{date, times}] as the server gives them; choose is told a
// time, or "" when another day is looked at.
import { html, useState } from "./ui.js";
import { t, clock, dayMonth, dayName } from "./text.js";
import { noon } from "./days.js";

export function FreeTimes({ days, at, choose }) {
  const [looked, setLooked] = useState(days[0].date);
  const day = days.find((d) => d.date === looked) ?? days[0];
  const look = (d) => {
    setLooked(d.date);
    choose("");
  };
  return html`<div class="free-times">
    <h3>${t("common.which-day")}</h3>
    <div class="dates" role="group" aria-label=${t("common.which-day")}>
      ${days.map(
        (d) => html`<button
          type="button"
          key=${d.date}
          data-day=${d.date}
          aria-pressed=${d === day}
          onClick=${() => look(d)}
        >
          ${dayMonth(noon(d.date))}
          <small>${dayName(noon(d.date))}</small>
        </button>`,
      )}
    </div>
    <h3>${t("common.which-time")}</h3>
    <div class="times" role="group" aria-label=${t("common.which-time")}>
      ${day.times.map(
        (x) => html`<button
          type="button"
          key=${x}
          data-at=${x}
          aria-pressed=${x === at}
          onClick=${() => choose(x)}
        >
          ${clock(x)}
        </button>`,
      )}
    </div>
  </div>`;
}
