// A regime in words: what it says, line by line, as [what, how]. The list, the
// confirmation and the record of changes all speak from here.
import { t, pick, boot } from "shared/text.js";
import { longDay } from "shared/days.js";
import { shown, weekdayShort, weekOrder, fromNumber } from "./dates.js";
import { directionName, groupName, serviceName } from "./store.js";

const span = (s) => `${s.from}–${s.to}`;
const spans = (list) => list.map(span).join(", ");
const some = (list) => list?.length > 0;
const three = (text) =>
  boot.languages
    .map((l) => text?.[l])
    .filter(Boolean)
    .join(" / ");

export function scopeWords(scope = {}) {
  const parts = [
    some(scope.directions) && scope.directions.map(directionName).join(", "),
    some(scope.services) &&
      t("regime.words.services", { list: scope.services.map(serviceName).join("; ") }),
    some(scope.groups) &&
      t("regime.words.groups", { list: scope.groups.map(groupName).join(", ") }),
  ].filter(Boolean);
  return parts.length ? parts.join(" · ") : t("manager.whole");
}

const weekdayWords = (days) =>
  weekOrder
    .filter((n) => days.includes(n))
    .map(weekdayShort)
    .join(", ");

function capacityWords(k) {
  const ways = [
    k.fixed && t("regime.words.fixed", { n: k.fixed }),
    k.share && t("regime.words.share", { n: k.share, seats: k.seats }),
    k.area && t("regime.words.area", { area: k.area, n: k.per_person }),
    k.per_desk && t("regime.words.per-desk", { n: k.per_desk }),
    k.companions_counted && t("regime.words.companions"),
  ];
  return ways.filter(Boolean).join(", ");
}

// ruleWords are the rules as [rule, sentence].
export function ruleWords(rules = {}) {
  const s = rules.slots;
  return [
    rules.closed && ["closed", t("regime.words.closed")],
    some(rules.hours) && ["hours", t("regime.words.hours", { hours: spans(rules.hours) })],
    some(rules.channels) && [
      "channels",
      t("regime.words.channels", {
        list: rules.channels.map((c) => t(`regime.channel.${c}`)).join(", "),
      }),
    ],
    some(rules.only_services) && [
      "services",
      t("regime.words.only-services", { list: rules.only_services.map(serviceName).join("; ") }),
    ],
    some(rules.only_groups) && [
      "groups",
      t("regime.words.only-groups", { list: rules.only_groups.map(groupName).join(", ") }),
    ],
    rules.capacity && [
      "capacity",
      t("regime.words.capacity", { how: capacityWords(rules.capacity) }),
    ],
    rules.tickets_per_hour && [
      "per-hour",
      t("regime.words.per-hour", { n: rules.tickets_per_hour }),
    ],
    rules.tickets_per_day && ["per-day", t("regime.words.per-day", { n: rules.tickets_per_day })],
    s && [
      "slots",
      t(s.late_cancelled ? "regime.words.slots-cancelled" : "regime.words.slots", {
        n: s.minutes,
        early: s.early,
        late: s.late,
      }),
    ],
    rules.forecast_closing && ["forecast", t("regime.words.forecast")],
  ].filter(Boolean);
}

// regimeLines are all of a regime, each line under a label of its own.
export function regimeLines(r) {
  if (!r) return [];
  return [
    ["name", three(r.name)],
    [
      "basis",
      [r.basis?.number && `№ ${r.basis.number}`, r.basis?.date && longDay(fromNumber(r.basis.date))]
        .filter(Boolean)
        .join(", "),
    ],
    ["from", shown(r.from)],
    ["to", shown(r.to, true)],
    ["daily", some(r.daily) ? spans(r.daily) : ""],
    ["weekdays", some(r.weekdays) ? weekdayWords(r.weekdays) : ""],
    ["scope", scopeWords(r.scope)],
    [
      "rules",
      ruleWords(r.rules)
        .map(([, text]) => text)
        .join(". "),
    ],
    [
      "notices",
      (r.notices ?? [])
        .map(
          (n) =>
            `«${three(n.text)}»` +
            (some(n.directions) ? ` (${n.directions.map(directionName).join(", ")})` : ""),
        )
        .join(" "),
    ],
    [
      "alternatives",
      (r.alternatives ?? []).map((a) => (a.kind === "pick-up" ? pick(a.text) : a.value)).join(", "),
    ],
    ["waiting", t(`regime.waiting.${r.waiting || "honour"}`)],
    ["booked", t(`regime.booked.${r.booked || r.waiting || "honour"}`)],
  ]
    .filter(([, text]) => text)
    .map(([key, text]) => [t(`regime.line.${key}`), text]);
}

const regimeName = (list, id) =>
  id === "draft" ? t("regime.this-one") : pick(list?.find((r) => r.id === id)?.name) || id;

// conflictWords says where two regimes meet and what comes of it.
export const conflictWords = (c, list) =>
  t("regime.conflict", {
    first: regimeName(list, c.first),
    second: regimeName(list, c.second),
    rule: t(`regime.rule.${c.rule}`),
    what: pick(c.text),
    from: shown(c.from),
    to: shown(c.to, true),
  });
