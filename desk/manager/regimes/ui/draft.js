// A regime as the form holds it: what people write, as text, until it is sent.
// blank and opened make one, decided gives the wire's regime with what cannot be
// read as faults.
import { noText } from "shared/text.js";
import { read, readTime, written, moment, parted, fromNumber, toNumber } from "../../ui/dates.js";

export function blank(day) {
  return {
    name: noText(),
    number: "",
    date: "",
    from: { day: written(day), time: "00:00" },
    to: { day: written(day), time: "24:00" },
    daily: [],
    weekdays: [],
    scope: { directions: [], services: [], groups: [] },
    rules: {},
    notices: [],
    alternatives: [],
    waiting: "honour",
    booked: "rebook",
  };
}

// opened is the form of a regime; a copy forgets which one it was.
export function opened(r, { copy = false } = {}) {
  const at = (m, ends) => {
    const { day, time } = parted(m, ends);
    return { day: written(day), time };
  };
  const k = r.rules.capacity ?? {};
  const text = (n) => (n ? String(n) : "");
  return {
    ...(copy
      ? {}
      : { id: r.id, rev: r.rev, begun: r.phase === "in-force" || r.phase === "resting" }),
    name: r.name,
    number: r.basis?.number ?? "",
    date: written(fromNumber(r.basis?.date)),
    from: at(r.from),
    to: at(r.to, true),
    daily: r.daily ?? [],
    weekdays: r.weekdays ?? [],
    scope: { directions: [], services: [], groups: [], ...r.scope },
    rules: {
      closed: Boolean(r.rules.closed),
      hours: r.rules.hours,
      channels: r.rules.channels,
      only_services: r.rules.only_services,
      only_groups: r.rules.only_groups,
      forecast: Boolean(r.rules.forecast_closing),
      per_hour: text(r.rules.tickets_per_hour) || undefined,
      per_day: text(r.rules.tickets_per_day) || undefined,
      capacity: r.rules.capacity && {
        fixed: text(k.fixed),
        share: text(k.share),
        seats: text(k.seats),
        area: text(k.area),
        per_person: text(k.per_person),
        per_desk: text(k.per_desk),
        companions_counted: Boolean(k.companions_counted),
      },
      slots: r.rules.slots && {
        minutes: text(r.rules.slots.minutes),
        early: String(r.rules.slots.early),
        late: String(r.rules.slots.late),
        per_slot: text(r.rules.slots.per_slot),
        late_cancelled: Boolean(r.rules.slots.late_cancelled),
      },
    },
    notices: (r.notices ?? []).map((n) => ({ directions: [], ...n })),
    alternatives: (r.alternatives ?? []).map((a) => ({ directions: [], ...a })),
    waiting: r.waiting || "honour",
    booked: r.booked || r.waiting || "honour",
  };
}

const isMail = (a) => a.kind === "email";
const sameMail = (a) => (b) => isMail(b) && b.directions?.join() === a.directions?.join();

// addressed puts the centre's own e-mail addresses, as its last regimes had them, in
// the place of a template's, which are examples that nobody reads.
export function addressed(r, known) {
  const own = (a) =>
    [...known]
      .reverse()
      .flatMap((k) => k.alternatives ?? [])
      .find(sameMail(a));
  return {
    ...r,
    alternatives: (r.alternatives ?? []).map((a) => (isMail(a) ? own(a) : a)).filter(Boolean),
  };
}

// followed is the next form of a template, with the addresses that the one before it
// was given.
export function followed(form, saved) {
  if (!form.alternatives.length) return form;
  const more = (saved.alternatives ?? []).filter(
    (a) => isMail(a) && !form.alternatives.some(sameMail(a)),
  );
  return {
    ...form,
    alternatives: [...form.alternatives, ...more.map((a) => ({ directions: [], ...a }))],
  };
}

const count = (text) => (/^\d+$/.test(text ?? "") ? Number(text) : text ? -1 : 0);
const filled = (list) => (list?.length ? list : undefined);

// decided is {regime, fault}: a fault is there when a day, a time or a number
// cannot be read, and names its field.
export function decided(f) {
  let fault = null;
  const wrong = (code, field, index) => (fault ??= { code, field, index });
  const at = (part, field) => {
    const [day, time] = [read(part.day), readTime(part.time)];
    if (!day) wrong("bad-day", field);
    else if (!time) wrong("bad-hours", field);
    return day && time ? moment(day, time) : undefined;
  };
  const spans = (list, field) =>
    list?.map((s, i) => {
      const [from, to] = [readTime(s.from), readTime(s.to)];
      if (!from || !to) wrong("bad-hours", field, i);
      return { from, to };
    });
  const basisDay = f.date ? read(f.date) : "";
  if (f.date && !basisDay) wrong("bad-day", "basis");
  const {
    closed,
    hours,
    channels,
    only_services,
    only_groups,
    forecast,
    per_hour,
    per_day,
    capacity,
    slots,
  } = f.rules;
  const numbers = (group, names) => Object.fromEntries(names.map((n) => [n, count(group[n])]));
  const regime = {
    ...(f.id ? { id: f.id, rev: f.rev } : {}),
    name: f.name,
    ...(f.number || basisDay
      ? { basis: { number: f.number.trim(), ...(basisDay ? { date: toNumber(basisDay) } : {}) } }
      : {}),
    from: at(f.from, "from"),
    to: at(f.to, "to"),
    daily: filled(spans(f.daily, "daily")),
    weekdays: filled(f.weekdays),
    scope: Object.fromEntries(Object.entries(f.scope).filter(([, list]) => list.length)),
    rules: {
      closed: closed || undefined,
      hours: filled(spans(hours, "hours")),
      channels: filled(channels),
      only_services: filled(only_services),
      only_groups: filled(only_groups),
      forecast_closing: forecast || undefined,
      tickets_per_hour: count(per_hour) || undefined,
      tickets_per_day: count(per_day) || undefined,
      capacity: capacity && {
        ...numbers(capacity, ["fixed", "share", "seats", "area", "per_person", "per_desk"]),
        companions_counted: capacity.companions_counted,
      },
      slots: slots && {
        ...numbers(slots, ["minutes", "early", "late", "per_slot"]),
        late_cancelled: slots.late_cancelled,
      },
    },
    notices: f.notices.filter((n) => n.text.az.trim()),
    alternatives: f.alternatives.filter((a) => a.value.trim()),
    waiting: f.waiting,
    booked: f.booked,
  };
  return { regime, fault };
}

// people is how many the capacity lets in, with so many desks open: the least of
// the ways given, as the engine reckons it; null when no way is complete.
export function people(k, openDesks) {
  const [fixed, share, seats, area, each, desk] = [
    "fixed",
    "share",
    "seats",
    "area",
    "per_person",
    "per_desk",
  ].map((n) => count(k[n]));
  const ways = [
    fixed > 0 ? fixed : null,
    share > 0 && seats > 0 ? Math.max(1, Math.floor((seats * share) / 100)) : null,
    area > 0 && each > 0 ? Math.max(1, Math.floor(area / each)) : null,
    desk > 0 ? desk * openDesks : null,
  ].filter((n) => n !== null);
  return ways.length ? Math.min(...ways) : null;
}
