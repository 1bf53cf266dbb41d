// Regimes on a calendar: choose a day and see what it holds, choose a regime and
// change it, or enter a new one: from nothing, a copy or a template.
import { html, useState, useEffect, signal, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t, pick } from "shared/text.js";
import { call, post, newKey } from "shared/api.js";
import { serverNow } from "shared/servertime.js";
import { addDays, dayOf } from "shared/days.js";
import { RegimeActs } from "./regimeacts.js";
import { monthOf, shown } from "../../ui/dates.js";
import { regimes, loadRegimes, setup, loadSetup, lost } from "../../ui/store.js";
import { Month } from "./month.js";
import { Foresight } from "./foresight.js";
import { questionOf, useForesight } from "../../ui/foresee.js";
import { RegimeForm } from "./regimeform.js";
import { FromTemplate } from "./template.js";
import { Confirm } from "../../ui/confirm.js";
import { blank, followed, opened } from "./draft.js";
import { informs } from "../../ui/regime.js";
import { ruleWords, scopeWords } from "../../ui/words.js";

// writing is the form under way, with what was written last: it stays when another
// page is looked at, or the session ends. next are the template's further regimes.
const writing = signal(null); // {form, next: []}
const years = signal({}); // by year: {days: {day: info}, hours}

// writeRegime opens the form on a regime from another page of the console.
export function writeRegime(r, how) {
  writing.value = { form: { ...opened(r, how), key: newKey() }, next: [] };
  location.hash = "#regimes";
}

async function loadYear(year) {
  if (years.value[year]) return;
  try {
    const got = await call("GET", `/api/manager/calendar?year=${year}`);
    years.value = {
      ...years.value,
      [year]: {
        days: Object.fromEntries(got.days.map((d) => [d.date, d])),
        always: got.hours.always,
      },
    };
  } catch (problem) {
    lost.value = problem;
  }
}

// stampOf changes with every regime that begins, ends or is changed, at once with
// one of this page.
const entered = signal(0);
const stampOf = () =>
  JSON.stringify([
    entered.value,
    ...(regimes.value?.regimes ?? []).map((r) => [r.id, r.rev, r.phase]),
  ]);

export function Regimes({ desks }) {
  const at = serverNow();
  const [day, setDay] = useState(dayOf(at));
  const [month, setMonth] = useState(monthOf(dayOf(at)));
  const [asking, setAsking] = useState(null); // {what: "end"|"withdraw"|"template", r}
  const year = month.slice(0, 4);
  useEffect(() => void (loadSetup(), (years.value = {})), []);
  useEffect(() => {
    loadRegimes();
    const again = setInterval(loadRegimes, 10_000); // another manager may be at work
    return () => clearInterval(again);
  }, []);
  useEffect(() => void loadYear(year), [year]);
  const answer = useForesight(undefined, day, stampOf(), regimes.value);
  const choose = (d) => {
    setDay(d);
    setMonth(monthOf(d));
  };
  const begin = (form, next = []) => {
    writing.value = { form, next };
    scrollTo(0, 0);
  };
  if (!regimes.value || !setup.value)
    return html`<p class="wait" role="status">
      ${lost.value ? lost.value.text : t("manager.loading")}
    </p>`;
  const list = regimes.value.regimes;
  if (writing.value)
    return html`<${RegimeForm}
      key=${writing.value.form.key}
      start=${writing.value.form}
      keep=${(form) => (writing.value.form = form)}
      list=${list}
      desks=${desks}
      onDone=${(saved) => finished(saved, choose)}
    />`;
  const known = years.value[year] ?? { days: {} };
  // Notices on their own have a page of their own, and colour no day.
  const ruling = list.filter((r) => !informs(r));
  const active = (r) => r.phase !== "past";
  return html`<main class="regimes">
    <div class="acts">
      <h1>${t("regime.title")}</h1>
      <${Button}
        kind="primary"
        icon="plus"
        onClick=${() =>
          begin({ ...blank(day <= dayOf(at) ? addDays(dayOf(at), 1) : day), key: newKey() })}
      >
        ${t("regime.new")}
      <//>
      <${Button} icon="scroll-text" onClick=${() => setAsking({ what: "template" })}>
        ${t("regime.from-template")}
      <//>
    </div>
    <div class="two">
      <${Month}
        month=${month}
        onMonth=${setMonth}
        day=${day}
        onDay=${choose}
        days=${known.days}
        always=${known.always}
        list=${ruling}
        now=${at}
        onRegime=${(id) => document.getElementById(`regime-${id}`)?.focus()}
      />
      <${Foresight}
        answer=${answer}
        question=${questionOf(undefined, day)}
        day=${day}
        onDay=${choose}
        list=${list}
      />
    </div>
    <section class="standing">
      ${ruling.length === 0 && html`<p class="hint">${t("regime.none")}</p>`}
      ${[...ruling.filter(active), ...ruling.filter((r) => !active(r)).reverse()].map(
        (r) => html`<${Card}
          key=${r.id}
          r=${r}
          onEdit=${() => begin({ ...opened(r), key: r.id + r.rev })}
          onCopy=${() => begin({ ...opened(r, { copy: true }), key: newKey() })}
          onAsk=${(what) => setAsking({ what, r })}
        />`,
      )}
    </section>
    ${
      asking?.what === "template" &&
      html`<${FromTemplate}
        day=${day}
        now=${at}
        known=${list}
        onClose=${() => setAsking(null)}
        onChoose=${(forms) => (setAsking(null), begin(forms[0], forms.slice(1)))}
      />`
    }
    ${
      asking?.r &&
      html`<${Revoke}
        ...${asking}
        onClose=${() => (setAsking(null), (entered.value += 1), loadRegimes())}
      />`
    }
  </main>`;
}

function finished(saved, choose) {
  const next = writing.value.next;
  scrollTo(0, 0);
  writing.value =
    saved && next.length ? { form: followed(next[0], saved), next: next.slice(1) } : null;
  if (!saved) return;
  entered.value += 1;
  const begins = Date.parse(saved.from);
  toast(
    t(saved.phase === "to-come" ? "regime.saved" : "regime.saved-now", {
      from: shown(saved.from),
      to: shown(saved.to, true),
    }),
    "good",
  );
  choose(dayOf(begins));
  loadRegimes();
}

const phaseSigns = {
  "to-come": "clock",
  "in-force": "circle-check",
  resting: "pause",
  past: "history",
};

function Card({ r, onEdit, onCopy, onAsk }) {
  return html`<article
    id=${`regime-${r.id}`}
    tabindex="-1"
    class=${`regime ${r.phase}`}
    data-regime=${r.id}
  >
    <header>
      <span class="state">
        <${Icon} name=${phaseSigns[r.phase]} /> ${t(`regime.phase.${r.phase}`)}
      </span>
      <h3>${pick(r.name)}</h3>
      <span class="when">${shown(r.from)} — ${shown(r.to, true)}</span>
    </header>
    <p>
      ${scopeWords(r.scope)}
      : ${ruleWords(r.rules)
        .map(([, text]) => text)
        .join(". ")}
    </p>
    <${Visits} v=${r.visits} />
    <${RegimeActs} phase=${r.phase} onEdit=${onEdit} onCopy=${onCopy} onAsk=${onAsk} />
  </article>`;
}

const signsOfVisits = {
  moved: "calendar-days",
  kept: "circle-check",
  unplaced: "circle-x",
  untold: "phone",
};

// Visits is what the regime has done to visits booked before it, as it stands now.
export function Visits({ v }) {
  const some = Object.keys(signsOfVisits).filter((what) => v[what] > 0);
  if (!some.length) return null;
  return html`<ul class="visits">
    ${some.map(
      (what) => html`<li key=${what} data-visits=${what}>
        <${Icon} name=${signsOfVisits[what]} />
        ${
          what === "untold"
            ? html`<a href="/operator">${t("regime.visits.count.untold", { n: v[what] })}</a>`
            : t(`regime.visits.count.${what}`, { n: v[what] })
        }
      </li>`,
    )}
  </ul>`;
}

function Revoke({ what, r, onClose }) {
  const done = () => {
    toast(t(`regime.${what}.done`), "good");
    onClose();
  };
  return html`<${Dialog}
    title=${t(`regime.${what}.title`, { name: pick(r.name) })}
    onClose=${onClose}
  >
    <${Confirm}
      first
      label=${t(`regime.${what}.go`)}
      done=${done}
      send=${(password) => post(`/api/manager/regimes/${r.id}/${what}`, { password, rev: r.rev })}
    >
      <p class="hint">${t(`regime.${what}.text`)}</p>
    <//>
  <//>`;
}
