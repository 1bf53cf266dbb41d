// A version to be: what the document leaves open, what differs from the version
// in force, every field to be put right by hand, and the password at the end.
import {
  html,
  useState,
  useEffect,
  useRef,
  Icon,
  Button,
  Dialog,
  toast,
  focusOn,
} from "shared/ui.js";
import { t, pick, language } from "shared/text.js";
import { call, post } from "shared/api.js";
import { Confirm } from "../../ui/confirm.js";
import { shown } from "../../ui/dates.js";
import { Fields, fieldOf } from "./passportfields.js";

export function Draft({ start, classes, directions, onLeave, onVersion }) {
  const [passport, setPassport] = useState(start.passport);
  const [settled, setSettled] = useState([]); // places in start.findings
  const [saving, setSaving] = useState(false);
  const [dirty, setDirty] = useState(start.source !== "");
  const check = useCheck(passport);
  const doubts = start.findings.map((f, i) => ({ ...f, i })).filter((f) => f.level === "doubt");
  const notes = start.findings.filter((f) => f.level === "note");
  const open = doubts.filter((f) => !settled.includes(f.i));
  const change = (part) => {
    setDirty(true);
    setPassport({ ...passport, ...part });
  };
  const settle = (i, on) => {
    setDirty(true);
    setSettled(on ? [...settled, i] : settled.filter((n) => n !== i));
  };
  const send = (password) =>
    post("/api/manager/passports", {
      password,
      source: start.source,
      open: open.map(({ i: _, ...f }) => f),
      passport: { ...passport, version: (check?.base ?? 0) + 1 },
    });
  const stored = (line) => {
    toast(t("passports.saved", { name: pick(line.name), n: line.version }), "good");
    onLeave(true);
  };
  const old = start.seen > 0 && check && start.seen !== check.base;
  const ready =
    check &&
    check.problems.length === 0 &&
    (check.changes.length > 0 || doubts.length > open.length || check.base === 0);
  return html`<main class="passports draft">
    <div class="acts">
      <${Button} icon="arrow-left" onClick=${() => onLeave(false)}>${t("passports.back")}<//>
      <h1>${pick(passport.short?.az ? passport.short : passport.name) || passport.id}</h1>
    </div>
    <p class="facts">
      ${start.source && html`<span><${Icon} name="file-text" /> ${start.source}</span>`}
      <span>${passport.id}</span>
      ${
        check &&
        (old
          ? html`<b class="state warn">
            <${Icon} name="history" /> ${t("passports.viewing", { n: start.seen, m: check.base })}
          </b>`
          : html`<span>
            ${check.base ? t("passports.over", { n: check.base }) : t("passports.new")}
            , ${t("passports.next", { n: check.base + 1 })}
          </span>`)
      }
    </p>
    <div class="columns">
      <${Fields}
        value=${passport}
        onChange=${change}
        doubts=${open}
        missing=${check?.missing ?? []}
        classes=${classes}
        directions=${directions}
      />
      <aside>
        ${
          check?.problems.length > 0 &&
          html`<section class="panel bad" role="alert">
            <h2><${Icon} name="triangle-alert" /> ${t("passports.problems")}</h2>
            <ul>${check.problems.map((p) => html`<li key=${p} lang="en">${p}</li>`)}</ul>
          </section>`
        }
        <${Doubts} doubts=${doubts} notes=${notes} settled=${settled} onSettle=${settle} />
        ${check && html`<${Changes} check=${check} />`}
        ${
          start.versions.length > 1 &&
          html`<section class="panel versions">
            <h2>${t("passports.history")}</h2>
            <ul>
              ${start.versions.map(
                (v) => html`<li key=${v.version}>
                  <button
                    type="button"
                    class="plain"
                    aria-current=${v.version === start.seen ? "true" : undefined}
                    onClick=${() => onVersion(passport.id, v.version)}
                  >
                    ${v.version}
                  </button>
                  <span>
                    ${v.at ? shown(v.at) : t("passports.shipped")}
                    ${v.actor ? ` · ${v.actor.replace(/^.*:/, "")}` : ""}
                    ${v.source ? ` · ${v.source}` : ""}
                  </span>
                </li>`,
              )}
            </ul>
          </section>`
        }
      </aside>
    </div>
    <footer class="save-bar">
      <span role="status">${dirty ? t("setup.unsaved") : t("setup.same")}</span>
      <${Button} onClick=${() => onLeave(false)}>${t("passports.drop.draft")}<//>
      <button
        class="primary"
        name="store"
        disabled=${!dirty || !ready}
        onClick=${() => setSaving(true)}
      >
        ${t("passports.save")}
      </button>
    </footer>
    ${
      saving &&
      html`<${Dialog} title=${t("passports.saving")} onClose=${() => setSaving(false)}>
        <${Confirm} send=${send} done=${stored} label=${t("passports.save")}>
          <p class="hint">${t("passports.saving.text")}</p>
          ${
            open.length > 0 &&
            html`<p class="warning-line">
              <${Icon} name="circle-help" /> ${t("passports.settle.left", { n: open.length })}
            </p>`
          }
        <//>
      <//>`
    }
  </main>`;
}

// useCheck asks how the draft stands, a moment after the last key was pressed.
function useCheck(passport) {
  const [check, setCheck] = useState(null);
  const latest = useRef(0);
  useEffect(() => {
    const mine = ++latest.current;
    const timer = setTimeout(
      () => {
        call("POST", "/api/manager/passports/check", { passport })
          .then((got) => mine === latest.current && setCheck(got))
          .catch((problem) => mine === latest.current && toast(problem.text, "bad"));
      },
      check ? 400 : 0,
    );
    return () => clearTimeout(timer);
  }, [passport]);
  return check;
}

// to opens the field that a doubt is about and brings it into view.
function to(field) {
  const box = /** @type {HTMLDetailsElement} */ (
    document.querySelector(`details[data-field="${fieldOf(field)}"]`)
  );
  if (!box) return;
  box.open = true;
  box.scrollIntoView({ block: "center" });
  focusOn("input, select, textarea", box);
}

function Doubts({ doubts, notes, settled, onSettle }) {
  return html`<section class="panel doubts">
    <h2>${t("passports.findings")}</h2>
    ${
      doubts.length === 0 &&
      html`<p class="state good"><${Icon} name="circle-check" /> ${t("passports.findings.none")}</p>`
    }
    <ul>
      ${doubts.map(
        (f) => html`<li
          key=${f.i}
          data-code=${f.code}
          class=${settled.includes(f.i) ? "settled" : ""}
        >
          <${Sentence} f=${f} />
          <label class="tickline">
            <input
              type="checkbox"
              checked=${settled.includes(f.i)}
              onChange=${(e) => onSettle(f.i, e.target.checked)}
            /> ${t("passports.settled")}
          </label>
        </li>`,
      )}
    </ul>
    ${
      notes.length > 0 &&
      html`<details class="notes">
        <summary>${t("passports.notes", { n: notes.length })}</summary>
        <ul>${notes.map((f, i) => html`<li key=${i}><${Sentence} f=${f} /></li>`)}</ul>
      </details>`
    }
  </section>`;
}

function Sentence({ f }) {
  const field = fieldOf(f.field);
  return html`<div>
    <button type="button" class="plain where" onClick=${() => to(f.field)}>
      ${f.field > 0 && html`<b>${f.field}</b> `}
      ${t(`passports.field.${field}`)}
      ${f.line > 0 && html` <small>${t("passports.line", { n: f.line })}</small>`}
    </button>
    <p>${t(`passport.finding.${f.code}`)}</p>
    <${Detail} f=${f} />
  </div>`;
}

const span = (p) => (p ? t(`passports.span.${p.unit}`, { n: p.number }) : "");

// Detail is what the finding is about: the document's own words, or a sentence of
// its facts. Findings that were stored before there were facts have an English one.
function Detail({ f }) {
  if (f.detail === "text") return html`<q>${f.facts.text}</q>`;
  if (f.detail)
    return html`<small>
      ${t(`passport.finding.${f.code}.${f.detail}`, {
        n: 0,
        of: 0,
        sum: 0,
        ...f.facts,
        part: span(f.facts?.part),
        than: span(f.facts?.than),
      })}
    </small>`;
  return language.value === "en" && f.message && html`<small>${f.message}</small>`;
}

function Changes({ check }) {
  if (!check.base) return null;
  if (!check.changes.length)
    return html`<section class="panel">
      <p class="state"><${Icon} name="check" /> ${t("passports.changes.none")}</p>
    </section>`;
  return html`<section class="panel changes">
    <details>
      <summary><h2>${t("passports.changes", { n: check.changes.length })}</h2></summary>
      <dl>
        ${check.changes.map(
          (c) => html`<div key=${`${c.path}${c.old}${c.new}`}>
            <dt>
              <button type="button" class="plain where" onClick=${() => to(c.field)}>
                ${t(`passports.field.${fieldOf(c.field)}`)}
              </button> <small>${tongue(c.path)}</small>
            </dt>
            ${
              c.old &&
              html`<dd class="old"><small>${t("passports.before")}</small> <s>${c.old}</s></dd>`
            }
            ${c.new && html`<dd class="new"><small>${t("passports.after")}</small> ${c.new}</dd>`}
          </div>`,
        )}
      </dl>
    </details>
  </section>`;
}

// tongue is the language that a change is about: "documents.x.name.ru" → "RU".
const tongue = (path) => /\.(az|ru|en)$/.exec(path)?.[1].toUpperCase() ?? "";
