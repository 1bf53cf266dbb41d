// What is booked: a day, and what was found for a caller; and who is to be told.
import { html, useState, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t, pick, clock, dayMonth } from "shared/text.js";
import { addDays } from "shared/days.js";
import {
  offer,
  list,
  telling,
  openDay,
  openTelling,
  openFound,
  refresh,
  cancel,
  startMove,
  dayTitle,
  spokenPhone,
} from "./store.js";
import { Telling } from "./telling.js";

const signs = {
  booked: "calendar-days",
  "checked-in": "user-check",
  late: "alarm-clock",
  missed: "user-x",
  cancelled: "ban",
};

const names = { urgent: "operator.list.told", reminders: "operator.list.reminders" };

export function Lists() {
  const [asked, setAsked] = useState("");
  const [ending, setEnding] = useState(null);
  const l = list.value;
  const find = (e) => {
    e.preventDefault();
    const digits = asked.replace(/\D/g, "");
    if (digits) openFound(digits.length === 6 ? { code: digits } : { phone: asked });
  };
  return html`<section class="lists" aria-label=${t("operator.booked")}>
    <form class="find" role="search" onSubmit=${find}>
      <input
        name="find"
        type="search"
        autocomplete="off"
        aria-label=${t("operator.find")}
        placeholder=${t("operator.find")}
        value=${asked}
        onInput=${(e) => setAsked(e.target.value)}
      />
      <button class="button"><${Icon} name="search" /> ${t("operator.find.go")}</button>
    </form>
    <nav>
      <button
        type="button"
        aria-pressed=${l.name === "day"}
        onClick=${() => openDay(l.day || offer.value.today)}
      >
        ${t("operator.list.day")}
      </button>
      ${["urgent", "reminders"].map(
        (name) => html`<button
          type="button"
          key=${name}
          data-list=${name}
          aria-pressed=${l.name === name}
          onClick=${() => openTelling(name)}
        >
          ${t(names[name])}
          ${
            telling.value?.[name].length > 0 &&
            html`<span class=${`count ${name}`}>${telling.value[name].length}</span>`
          }
        </button>`,
      )}
      ${
        l.name === "found" &&
        html`<button type="button" aria-pressed="true">${t("operator.list.found")}</button>`
      }
    </nav>
    ${
      l.name === "day" &&
      l.day &&
      html`<header class="turn">
        <${Button} icon="chevron-left" onClick=${() => openDay(addDays(l.day, -1))}>
          <span class="unseen">${t("operator.day.before")}</span>
        <//>
        <b>${dayTitle(l.day)}</b>
        <${Button} icon="chevron-right" onClick=${() => openDay(addDays(l.day, 1))}>
          <span class="unseen">${t("operator.day.after")}</span>
        <//>
      </header>`
    }
    ${
      l.name in names
        ? html`<${Telling} name=${l.name} onCancel=${setEnding} />`
        : html`
          ${l.bookings.length === 0 && html`<p class="nothing">${t("operator.none")}</p>`}
          <ul>
            ${l.bookings.map(
              (b) => html`<${Row} key=${b.id} b=${b} onCancel=${() => setEnding(b)} />`,
            )}
          </ul>
        `
    }
    ${ending && html`<${CancelDialog} b=${ending} onClose=${() => setEnding(null)} />`}
  </section>`;
}

function Row({ b, onCancel }) {
  const direction = offer.value.directions.find((x) => x.id === b.direction);
  const open = b.status === "booked" || b.status === "missed";
  return html`<li class=${`${b.status} ${b.refused ? "refused" : ""}`} data-booking=${b.id}>
    <p class="time"><b>${clock(b.at)}</b><small>${dayMonth(b.at)}</small></p>
    <p class="what">
      <b>${pick(direction?.name)}</b>
      ${b.kind === "pick-up" && html` <span>· ${t("operator.kind.pick-up")}</span>`}
      <span class="code">${b.code}</span>
      ${b.phone && html`<span>${spokenPhone(b.phone)}</span>`}
    </p>
    <p class="state">
      <${Icon} name=${signs[b.status]} /> ${t(`operator.status.${b.status}`)} ${
        b.number && html`<b>${b.number}</b>`
      }
    </p>
    ${
      b.refused &&
      html`<p class="wrong">
        <${Icon} name="triangle-alert" /> ${pick(b.reason) || t(`error.${b.refused}`)}
        ${b.told === "not-received" && html` · <em>${t("operator.told.knows")}</em>`}
      </p>`
    }
    ${
      open &&
      html`<p class="acts">
        <${Button} icon="calendar-days" onClick=${() => startMove(b)}>${t("operator.move")}<//>
        <${Button} kind="danger" icon="ban" onClick=${onCancel}>${t("operator.cancel")}<//>
      </p>`
    }
  </li>`;
}

function CancelDialog({ b, onClose }) {
  const reasons = ["caller", "rules", "mistake"];
  const end = async (reason) => {
    try {
      await cancel(b, t(`operator.cancel.${reason}`));
      toast(t("operator.cancelled", { code: b.code }), "good");
    } catch (problem) {
      toast(problem.text, "bad");
      refresh();
    }
    onClose();
  };
  return html`<${Dialog} title=${t("operator.cancel.title", { code: b.code })} onClose=${onClose}>
    <p>${t("operator.cancel.why")}</p>
    <div class="reasons">
      ${reasons.map(
        (r) => html`<${Button} key=${r} kind="danger" onClick=${() => end(r)}>
          ${t(`operator.cancel.${r}`)}
        <//>`,
      )}
    </div>
  <//>`;
}
