// A notice as its form holds it, and as the regime without a rule that it is. It
// begins now or at a moment, and ends by itself. Pure.
import { addDays, dayOf, weekdayOf } from "shared/days.js";
import { noText } from "shared/text.js";
import { informs } from "../../ui/regime.js";
import { moment, parted, read, readTime, written } from "../../ui/dates.js";

const languages = ["az", "ru", "en"];
export const longest = 100; // characters in each language: regime.MaxNotice
export const gap = "___"; // what a prepared notice leaves to the manager: regime.Gap

// simple tells whether the form of notices can hold all of it; what cannot is
// changed in the form of regimes.
export const simple = (r) =>
  informs(r) &&
  r.notices?.length === 1 &&
  !r.notices[0].directions?.length &&
  !r.alternatives?.length &&
  !r.daily?.length &&
  !r.weekdays?.length &&
  !r.scope?.services?.length &&
  !r.scope?.groups?.length;

export function blankNotice(now, text = noText(), directions = []) {
  const today = written(dayOf(now));
  return {
    text,
    directions,
    start: "now",
    from: { day: today, time: "09:00" },
    until: "day",
    to: { day: today, time: "24:00" },
  };
}

// openedNotice is the form of a notice; a copy begins anew.
export function openedNotice(r, now, { copy = false } = {}) {
  const directions = r.scope?.directions ?? [];
  if (copy) return blankNotice(now, { ...r.notices[0].text }, directions);
  const at = (m, ends) => {
    const { day, time } = parted(m, ends);
    return { day: written(day), time };
  };
  const begun = r.phase !== "to-come";
  return {
    id: r.id,
    rev: r.rev,
    begun,
    began: r.from,
    text: { ...r.notices[0].text },
    directions,
    start: "at",
    from: at(r.from),
    until: "date",
    to: at(r.to, true),
  };
}

const count = (text) => [...text.trim()].length;

// left is how many characters more a text may have.
export const left = (text) => longest - count(text);

// faultOf is what is wrong with the words in one language, or null.
export function faultOf(text) {
  if (count(text) === 0) return "text-needed";
  if (left(text) < 0) return "too-much";
  return text.includes(gap) ? "gap" : null;
}

// named is a name for lists and the record: the beginning of the words.
function named(text) {
  const short = (words) =>
    count(words) <= 60
      ? words.trim()
      : `${[...words.trim()]
          .slice(0, 60)
          .join("")
          .replace(/\s+\S*$/, "")}…`;
  return Object.fromEntries(languages.map((l) => [l, short(text[l])]));
}

// decidedNotice is {regime, from, fault}: from is when it would begin, in ms; a
// fault names the field that it stands at.
export function decidedNotice(f, now) {
  const at = (part) =>
    read(part.day) && readTime(part.time) ? moment(read(part.day), readTime(part.time)) : null;
  const wrongPart = (part) => (read(part.day) ? "bad-hours" : "bad-day");
  const from = f.begun ? f.began : f.start === "at" ? at(f.from) : null;
  const begins = from ? Date.parse(from) : now.getTime();
  const day = dayOf(begins);
  const to = {
    day: moment(day, "24:00"),
    week: moment(addDays(day, (7 - weekdayOf(day)) % 7), "24:00"),
    date: at(f.to),
  }[f.until];
  const text = Object.fromEntries(languages.map((l) => [l, f.text[l].trim()]));
  const regime = {
    ...(f.id ? { id: f.id, rev: f.rev } : {}),
    name: named(text),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    scope: f.directions.length ? { directions: f.directions } : {},
    rules: {},
    notices: [{ text }],
  };
  const wordless = languages.find((l) => faultOf(f.text[l]));
  const fault = () => {
    if (wordless) return { field: wordless, code: faultOf(f.text[wordless]) };
    if (!from && f.start === "at" && !f.begun) return { field: "from", code: wrongPart(f.from) };
    if (!to) return { field: "to", code: wrongPart(f.to) };
    if (Date.parse(to) <= now.getTime()) return { field: "to", code: "regime-past" };
    if (Date.parse(to) <= begins)
      return {
        field: "to",
        code: Date.parse(to) === begins ? "zero-length" : "ends-before-begins",
      };
    return null;
  };
  return { regime, from: begins, to: to ? Date.parse(to) : null, fault: fault() };
}

// sayingBetween are the notices of the regimes that hold at some time of a span;
// except leaves one regime out.
export function sayingBetween(list, from, to, except) {
  return list
    .filter(
      (r) =>
        r.id !== except && r.phase !== "past" && Date.parse(r.from) < to && Date.parse(r.to) > from,
    )
    .flatMap((r) =>
      (r.notices ?? []).map((n) => ({
        id: r.id,
        from: Date.parse(r.from),
        closes: Boolean(r.rules?.closed),
        text: n.text,
        directions: n.directions?.length ? n.directions : (r.scope?.directions ?? []),
      })),
    );
}

// inOrder is the order of the display: first those for everybody, of them first
// what closes, then by their beginning.
export const inOrder = (notices) =>
  [...notices].sort(
    (a, b) =>
      Math.min(1, a.directions.length) - Math.min(1, b.directions.length) ||
      Number(b.closes ?? 0) - Number(a.closes ?? 0) ||
      a.from - b.from,
  );
