// What visitors will see on a day, direction by direction: asked of the server,
// with the draft laid over what is decided.
import { html, useState, useEffect, useRef, Icon, Button } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { addDays, read, written, parted } from "./dates.js";
import { DayField } from "./fields.js";
import { directionName } from "./store.js";
import { conflictWords } from "./words.js";
import { Trial } from "./trial.js";

// useForesight asks 250 ms after the last change, and shows the newest answer;
// current tells whether it is the answer to what stands in the form now.
export function useForesight(draft, day, stamp) {
  const [answer, setAnswer] = useState(null);
  const asked = useRef(0);
  const question = JSON.stringify({ draft, day });
  useEffect(() => {
    const mine = ++asked.current;
    const soon = setTimeout(async () => {
      try {
        const seen = await call("POST", "/api/manager/regimes/preview", JSON.parse(question));
        if (mine === asked.current) setAnswer({ ...seen, question });
      } catch (problem) {
        if (mine === asked.current && problem.status === 400) setAnswer((old) => old && { ...old, question, fault: { code: problem.code, field: problem.field } });
      }
    }, 250);
    return () => clearTimeout(soon);
  }, [question, stamp]);
  return answer && { ...answer, current: answer.question === question };
}

const kindOf = (v) => (v.admit ? (v.reasons?.length ? "limited" : "open") : v.code === "closed" ? "closed" : "limited");
const signs = { closed: "door-closed", limited: "triangle-alert", open: "door-open" };

export function Foresight({ answer, day, onDay, list, draft }) {
  const [text, setText] = useState(written(day));
  useEffect(() => setText(written(day)), [day]);
  return html`<section class="foresight" aria-label=${t("regime.preview")}>
    <header>
      <h2>${t("regime.preview")}</h2>
      <div class="turn"><${Button} icon="chevron-left" aria-label=${t("calendar.before")} onClick=${() => onDay(addDays(day, -1))} />
        <${DayField} label=${html`<span class="unseen">${t("regime.preview.day")}</span>`} name="preview-day" value=${text} onInput=${(v) => (setText(v), read(v) && onDay(read(v)))} />
        <${Button} icon="chevron-right" aria-label=${t("calendar.after")} onClick=${() => onDay(addDays(day, 1))} /></div>
    </header>
    ${answer?.question && html`<${Trial} question=${answer.question} />`}
    ${answer && html`
      ${answer.directions.map((d) => html`<${DayOf} key=${d.direction} view=${d} />`)}
      ${answer.conflicts.length > 0 && html`<div class="conflicts"><h3>${t(draft ? "regime.conflicts.draft" : "regime.conflicts")}</h3>
        ${answer.conflicts.slice(0, 8).map((c, i) => html`<p key=${i}><${Icon} name="info" /> ${conflictWords(c, list)}</p>`)}</div>`}
    `}
  </section>`;
}

function DayOf({ view }) {
  const notices = [...new Set(view.segments.flatMap((s) => (s.verdict.notices ?? []).map(pick)))];
  const others = [...new Map(view.segments.flatMap((s) => s.verdict.alternatives ?? []).map((a) => [a.kind + a.value, a])).values()];
  return html`<article data-direction=${view.direction}>
    <h3>${directionName(view.direction)}</h3>
    <ol>${view.segments.map((s) => html`<li key=${s.from} class=${kindOf(s.verdict)}>
      <span class="when">${parted(s.from).time}–${parted(s.to, true).time}</span>
      <span><b><${Icon} name=${signs[kindOf(s.verdict)]} /> ${word(s.verdict)}</b>${(s.verdict.reasons ?? []).slice(0, 3).map((r, i) => html`<span class="reason" key=${i}>${pick(r.text)}</span>`)}</span></li>`)}</ol>
    ${notices.map((n) => html`<p class="notice" key=${n}><${Icon} name="megaphone" /> ${n}</p>`)}
    ${others.length > 0 && html`<p class="others"><${Icon} name="info" /> ${t("regime.instead")}: ${others.map(way).join(" · ")}</p>`}
  </article>`;
}

// way is another way in as few words as it takes to know it.
const way = (a) => (a.kind === "pick-up" ? pick(a.text) : a.value.replace(/^https:\/\/(www\.)?/, ""));

function word(v) {
  if (v.admit) return t(v.reasons?.length ? "regime.open-limited" : "common.open");
  return t(v.code === "closed" ? "common.closed" : `regime.only.${v.code}`);
}
