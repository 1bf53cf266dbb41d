// What visitors will see on a day, direction by direction: asked of the server,
// with the draft laid over what is decided.
import { html, useState, useEffect, Icon, Button } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { addDays } from "shared/days.js";
import { secondsSince } from "shared/servertime.js";
import { read, written, parted } from "../../ui/dates.js";
import { DayField } from "../../ui/fields.js";
import { directionName } from "../../ui/store.js";
import { conflictWords } from "../../ui/words.js";
import { Trial } from "./trial.js";

const kindOf = (v) =>
  v.admit ? (v.reasons?.length ? "limited" : "open") : v.code === "closed" ? "closed" : "limited";
const signs = { closed: "door-closed", limited: "triangle-alert", open: "door-open" };

export function Foresight({ answer, question, day, onDay, list, draft }) {
  const [text, setText] = useState(written(day));
  useEffect(() => setText(written(day)), [day]);
  return html`<section
    class="foresight"
    aria-label=${t("regime.preview")}
    aria-busy=${answer ? "false" : "true"}
  >
    <header>
      <h2>${t("regime.preview")}</h2>
      <div class="turn">
        <${Button}
          icon="chevron-left"
          aria-label=${t("calendar.before")}
          onClick=${() => onDay(addDays(day, -1))}
        />
        <${DayField}
          label=${html`<span class="unseen">${t("regime.preview.day")}</span>`}
          name="preview-day"
          value=${text}
          onInput=${(v) => (setText(v), read(v) && onDay(read(v)))}
        />
        <${Button}
          icon="chevron-right"
          aria-label=${t("calendar.after")}
          onClick=${() => onDay(addDays(day, 1))}
        />
      </div>
    </header>
    <${Trial} question=${question} />
    ${!answer && html`<p class="hint" role="status">${t("manager.loading")}</p>`}
    ${
      answer &&
      html`
        ${answer.directions.map((d) => html`<${DayOf} key=${d.direction} view=${d} />`)}
        ${
          answer.conflicts.length > 0 &&
          html`<div class="conflicts">
            <h3>${t(draft ? "regime.conflicts.draft" : "regime.conflicts")}</h3>
            <${Conflicts} all=${answer.conflicts} list=${list} />
          </div>`
        }
      `
    }
  </section>`;
}

const listed = 8; // as many as are read; the rest is a number

// Conflicts are the meetings of regimes, the nearest first.
export function Conflicts({ all, list }) {
  return html`
    ${all
      .slice(0, listed)
      .map((c, i) => html`<p key=${i}><${Icon} name="info" /> ${conflictWords(c, list)}</p>`)}
    ${
      all.length > listed &&
      html`<p class="hint">${t("regime.conflicts.more", { n: all.length - listed })}</p>`
    }
  `;
}

// briefly tells that a stretch begins and ends within the same minute: nothing that
// anybody could see.
const briefly = (s) => secondsSince(s.from, s.to) < 60 && parted(s.from).time === parted(s.to).time;

// joined are the stretches of a day that look alike: where only a notice begins or
// ends, nothing changes here.
function joined(segments) {
  const list = [];
  for (const s of segments) {
    if (briefly(s)) continue;
    const look = JSON.stringify([kindOf(s.verdict), word(s.verdict), s.verdict.reasons]);
    if (list.at(-1)?.look === look) list[list.length - 1] = { ...list.at(-1), to: s.to };
    else list.push({ ...s, look });
  }
  return list;
}

function DayOf({ view }) {
  const notices = [...new Set(view.segments.flatMap((s) => (s.verdict.notices ?? []).map(pick)))];
  const others = [
    ...new Map(
      view.segments.flatMap((s) => s.verdict.alternatives ?? []).map((a) => [a.kind + a.value, a]),
    ).values(),
  ];
  return html`<article data-direction=${view.direction}>
    <h3>${directionName(view.direction)}</h3>
    <ol>
      ${joined(view.segments).map(
        (s) => html`<li key=${s.from} class=${kindOf(s.verdict)}>
          <span class="when">${parted(s.from).time}–${parted(s.to, true).time}</span>
          <span>
            <b><${Icon} name=${signs[kindOf(s.verdict)]} /> ${word(s.verdict)}</b>
            ${(s.verdict.reasons ?? [])
              .slice(0, 3)
              .map((r, i) => html`<span class="reason" key=${i}>${pick(r.text)}</span>`)}
          </span>
        </li>`,
      )}
    </ol>
    ${notices.map((n) => html`<p class="notice" key=${n}><${Icon} name="megaphone" /> ${n}</p>`)}
    ${
      others.length > 0 &&
      html`<p class="others">
        <${Icon} name="info" /> ${t("regime.instead")}
        : ${others.map(way).join(" · ")}
      </p>`
    }
  </article>`;
}

// way is another way in as few words as it takes to know it.
const way = (a) =>
  a.kind === "pick-up" ? pick(a.text) : a.value.replace(/^https:\/\/(www\.)?/, "");

function word(v) {
  if (v.admit) return t(v.reasons?.length ? "regime.open-limited" : "common.open");
  return t(v.code === "closed" ? "common.closed" : `regime.only.${v.code}`);
}
