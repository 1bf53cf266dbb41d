// The record: who changed what, when, from what to what, in words. Rules come
// from the centre's history, staff and devices from their own list; both are told
// in one order.
import { html, useState, useEffect, Icon, Button, toast } from "shared/ui.js";
import { t, has, pick } from "shared/text.js";
import { call } from "shared/api.js";
import { longDay } from "shared/days.js";
import { newestFirst } from "shared/servertime.js";
import { shown, weekOrder } from "../../ui/dates.js";
import { informs } from "../../ui/regime.js";
import { regimeLines } from "../../ui/words.js";
import { loadSetup, setup, directionName } from "../../ui/store.js";

export function RecordPage() {
  const [rules, setRules] = useState(null);
  const [older, setOlder] = useState(0);
  const [people, setPeople] = useState([]);
  const load = async (before) => {
    try {
      const got = await call("GET", `/api/manager/record${before ? `?before=${before}` : ""}`);
      setRules((old) => (before ? [...old, ...got.changes] : got.changes));
      setOlder(got.older ?? 0);
      if (!before) setPeople((await call("GET", "/api/manager/staff/changes")).changes);
    } catch (problem) {
      toast(problem.text, "bad");
    }
  };
  useEffect(() => void (loadSetup(), load()), []);
  if (!rules || !setup.value)
    return html`<p class="wait" role="status">${t("manager.loading")}</p>`;
  // Older rules are still to come: what staff did before the last of them waits.
  const from = older && rules.length ? Date.parse(rules.at(-1).at) : 0;
  const list = [
    ...rules,
    ...people.filter((p) => Date.parse(p.at) >= from && !p.what.startsWith("signed")),
  ].sort(newestFirst);
  return html`<main class="record">
    <div class="acts"><h1>${t("record.title")}</h1></div>
    ${list.length === 0 && html`<p class="hint">${t("record.none")}</p>`}
    <ol>
      ${list.map(
        (c, i) => html`<li key=${c.seq ?? `p${i}`} class="panel" data-kind=${c.kind ?? c.what}>
          ${c.kind ? html`<${Rule} c=${c} />` : html`<${Person} c=${c} />`}
        </li>`,
      )}
    </ol>
    ${
      older > 0 &&
      html`<${Button} icon="chevron-down" onClick=${() => load(older)}>${t("record.older")}<//>`
    }
  </main>`;
}

// named are the actors who are no member of staff.
const named = { house: "record.house", anyone: "record.anyone", operator: "record.command-line" };
const actor = (a) => (named[a] ? t(named[a]) : a.split(":").pop());

function Head({ icon, what, c }) {
  return html`<header>
    <${Icon} name=${icon} />
    <h2>${what}</h2>
    <span class="who">${actor(c.actor)}</span>
    <time>${shown(c.at)}</time>
  </header>`;
}

/** @type {Array<[RegExp, string]>} */
const signs = [
  [/^(device|pairing)/, "monitor"],
  [/^(connection|messages)/, "send"],
  [/^(factor|recovery|code)/, "shield"],
];
const ofAll = ["factor-rule-set", "demo-closed"]; // are about nobody in particular

function Person({ c }) {
  const key = `record.staff.${c.what}`;
  const what = has(key) ? t(key) : c.what;
  const icon = signs.find(([of]) => of.test(c.what))?.[1] ?? "user";
  return html`
    <${Head} icon=${icon} c=${c} what=${ofAll.includes(c.what) ? what : `${what}: ${c.subject}`} />
    ${
      (c.before || c.after) &&
      html`<${Difference}
        before=${c.before && factLines(c.before)}
        after=${c.after && factLines(c.after)}
      />`
    }
  `;
}

// factLines are what is known of somebody, a device or a connection, in words.
const worded = {
  role: "people.role",
  kind: "devices.kind",
  state: "record.state",
  secret: "record.secret",
  needed: "record.needed",
};
const factLines = (facts) =>
  Object.entries(facts).map(([name, value]) => [
    t(`record.fact.${name}`),
    worded[name] ? t(`${worded[name]}.${value}`) : value,
  ]);

const icons = {
  regime: "scroll-text",
  exception: "calendar-days",
  hours: "clock",
  setup: "split",
  passport: "book-open",
  table: "book-open",
};

function Rule({ c }) {
  const part = ["regime", "exception", "hours", "setup", "passport", "table"].find((p) => c[p]);
  const { before, after } = c[part];
  const lines = {
    regime: regimeLines,
    exception: exceptionLines,
    hours: hoursLines,
    setup: setupLines,
    passport: passportLines,
    table: tableLines,
  }[part];
  const subject =
    part === "regime" || part === "passport"
      ? `: ${pick((after ?? before).name)}`
      : part === "exception"
        ? `: ${longDay((after ?? before).date)}`
        : "";
  const kind = part === "exception" && !after ? "record.regime.restored" : `record.${c.kind}`;
  const told = part === "regime" && informs(after ?? before);
  return html`
    <${Head}
      icon=${told ? "megaphone" : icons[part]}
      c=${c}
      what=${t(told ? kind.replace("regime", "notice") : kind) + subject}
    />
    <${Difference} before=${before && lines(before)} after=${after && lines(after)} />
  `;
}

// Difference shows the lines that are not the same before and after.
export function Difference({ before, after }) {
  const [was, is] = [new Map(before ?? []), new Map(after ?? [])];
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((k) => was.get(k) !== is.get(k));
  if (keys.length === 0) return html`<p class="hint">${t("record.same")}</p>`;
  return html`<dl class=${`difference ${before ? "" : "whole"}`}>
    ${keys.map(
      (k) => html`<div key=${k}>
        <dt>${k}</dt>
        <dd>
          ${
            before &&
            was.has(k) &&
            html`<del><span class="unseen">${t("record.was")}: </span>${was.get(k)}</del>`
          }
          ${
            after &&
            is.has(k) &&
            html`<ins><span class="unseen">${t("record.is")}: </span>${is.get(k)}</ins>`
          }
        </dd>
      </div>`,
    )}
  </dl>`;
}

const exceptionLines = (e) => [
  [t("record.day"), longDay(e.date)],
  [
    t("record.what"),
    t(e.working ? "calendar.key.open" : e.holiday ? "record.holiday" : "calendar.key.rest"),
  ],
  [t("manager.reason"), pick(e.reason)],
];

const hoursLines = (h) =>
  h.always
    ? [[t("hours.title"), t("hours.always")]]
    : weekOrder.map((n) => [
        t(`calendar.weekday.long.${n}`),
        (h.week[n] ?? []).map((s) => `${s.from}–${s.to}`).join(", ") || t("hours.closed"),
      ]);

const names = (n) => `${n.az} / ${n.ru} / ${n.en}`;

const promiseWords = (p) =>
  `${t(`setup.promised.${p.to}`)}: ${p.percent} %, ${p.minutes} ${t("regime.min")}`;

function setupLines(s) {
  return [
    ...(s.directions ?? []).map((d, i) => [
      `${t("record.direction")} ${d.id}`,
      `${d.prefix} · ${names(d.name)}${d.off ? ` · ${t("setup.off")}` : ""} · ${i + 1}`,
    ]),
    ...(s.directions ?? []).map((d) => [
      `${t("setup.promises")}: ${directionName(d.id)}`,
      (d.promises ?? setup.value.usual_promises).map(promiseWords).join(" · "),
    ]),
    ...(s.desks ?? []).map((d) => [
      `${t("setup.desk")} ${d.id}`,
      [
        t(`setup.side.${d.side || "none"}`),
        (d.directions ?? []).map(directionName).join(", "),
        d.off && t("setup.off"),
      ]
        .filter(Boolean)
        .join(" · "),
    ]),
    ...(s.groups ?? []).map((g) => [
      `${t("record.group")} ${g.id}`,
      `${names(g.name)} · ${Math.round(g.head_start / 60)} ${t("regime.min")}`,
    ]),
    [t("setup.no-show"), `${Math.round((s.no_show_after ?? 0) / 60)} ${t("regime.min")}`],
  ];
}

const passportLines = (p) => [
  [t("passports.version"), `${p.version} · ${p.id}`],
  ...(p.source ? [[t("record.source"), p.source]] : []),
  ...(p.open ? [[t("passports.findings"), String(p.open)]] : []),
];

// A classification is told by a few words; its whole name stands on the page of
// services.
const tableLines = (table) =>
  Object.entries(table).map(([code, id]) => [t(`record.class.${code}`), directionName(id)]);
