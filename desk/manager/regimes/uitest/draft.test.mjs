// What a manager writes and what goes over the wire: days, times and a whole
// regime there and back. Runs in Node with a stand-in for the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { standIn } from "../../../../assets/js/standin.mjs";

standIn();
const dates = await import("../../ui/dates.js");
const days = await import("../../../../assets/js/days.js");
const { untold } = await import("../../ui/regime.js");
const draft = await import("../ui/draft.js");

test("days and times are read as people write them, and nothing else is", () => {
  assert.equal(dates.read("15.03.2020"), "2020-03-15");
  assert.equal(dates.read(" 5/3/2020 "), "2020-03-05");
  for (const wrong of ["", "31.02.2020", "00.01.2020", "2020-03-15", "15.13.2020", "15.03.20"])
    assert.equal(dates.read(wrong), null, wrong);
  assert.equal(dates.readTime("9"), "09:00");
  assert.equal(dates.readTime("0930"), "09:30");
  assert.equal(dates.readTime("24:00"), "24:00");
  for (const wrong of ["", "24:01", "12:60", "noon"])
    assert.equal(dates.readTime(wrong), null, wrong);
});

test("the last day is included: its end is the next midnight", () => {
  assert.equal(dates.moment("2020-03-20", "24:00"), "2020-03-21T00:00:00+04:00");
  assert.deepEqual(dates.parted("2020-03-21T00:00:00+04:00", true), {
    day: "2020-03-20",
    time: "24:00",
  });
  assert.deepEqual(dates.parted("2020-03-21T00:00:00+04:00"), { day: "2020-03-21", time: "00:00" });
  assert.deepEqual(dates.parted("2020-03-20T20:00:00Z"), { day: "2020-03-21", time: "00:00" });
  assert.equal(days.addDays("2020-02-28", 2), "2020-03-01");
  assert.equal(dates.addMonths("2020-01", -1), "2019-12");
});

const whole = {
  id: "r7",
  rev: 9,
  phase: "to-come",
  name: { az: "Rejim", ru: "Режим", en: "Regime" },
  basis: { number: "73", date: 20200313 },
  from: "2020-03-15T00:00:00+04:00",
  to: "2020-03-21T00:00:00+04:00",
  daily: [{ from: "10:00", to: "12:00" }],
  weekdays: [1, 2],
  scope: { directions: ["benefits"], groups: ["senior"] },
  rules: {
    closed: true,
    hours: [{ from: "22:00", to: "06:00" }],
    channels: ["pick-up"],
    only_services: ["05-02-01-03"],
    only_groups: ["senior"],
    forecast_closing: true,
    tickets_per_hour: 10,
    tickets_per_day: 80,
    capacity: {
      fixed: 0,
      share: 30,
      seats: 60,
      area: 0,
      per_person: 0,
      per_desk: 2,
      companions_counted: true,
    },
    slots: { minutes: 15, early: 30, late: 0, per_slot: 0, late_cancelled: true },
  },
  notices: [{ directions: [], text: { az: "Söz", ru: "", en: "" } }],
  alternatives: [{ kind: "phone", value: "142", text: { az: "Zəng" }, directions: [] }],
  waiting: "rebook",
  booked: "notify",
};

test("a regime opened in the form and sent again is the same regime", () => {
  const { regime, fault } = draft.decided(draft.opened(whole));
  assert.equal(fault, null);
  const { phase, ...sent } = whole;
  assert.equal(phase, "to-come");
  assert.deepEqual(JSON.parse(JSON.stringify(regime)), sent);
});

test("a copy forgets which regime it was; one that has begun says so", () => {
  const copy = draft.opened(whole, { copy: true });
  assert.equal(copy.id, undefined);
  assert.equal("id" in draft.decided(copy).regime, false);
  assert.equal(draft.opened({ ...whole, phase: "resting" }).begun, true);
});

test("what cannot be read names its field, the first first", () => {
  const form = draft.opened(whole);
  assert.deepEqual(draft.decided({ ...form, from: { day: "31.02.2020", time: "00:00" } }).fault, {
    code: "bad-day",
    field: "from",
    index: undefined,
  });
  assert.deepEqual(draft.decided({ ...form, daily: [{ from: "10:00", to: "noon" }] }).fault, {
    code: "bad-hours",
    field: "daily",
    index: 0,
  });
  // A number that is none goes to the server as one that it refuses by its field.
  assert.equal(
    draft.decided({ ...form, rules: { ...form.rules, per_day: "many" } }).regime.rules
      .tickets_per_day,
    -1,
  );
});

test("the live figure of the capacity is the least of the ways", () => {
  assert.equal(draft.people({ fixed: "20", share: "30", seats: "60", per_desk: "2" }, 6), 12);
  assert.equal(draft.people({ fixed: "20", share: "30", seats: "60" }, 0), 18);
  assert.equal(draft.people({ area: "300", per_person: "15" }, 0), 20);
  assert.equal(draft.people({ share: "30" }, 3), null);
  assert.equal(draft.people({ per_desk: "2" }, 0), 0);
});

test("a wording tells in which languages Azerbaijani would stand in for it", () => {
  const languages = ["az", "ru", "en"];
  assert.deepEqual(untold({ az: "Rejim", ru: " ", en: "" }, languages), ["ru", "en"]);
  assert.deepEqual(untold({ az: "Rejim", ru: "Режим", en: "Regime" }, languages), []);
  assert.deepEqual(untold({ az: "", ru: "", en: "" }, languages), []); // nothing is written yet
});

test("a template offers the addresses that the centre used last, never its examples", () => {
  const mail = (value, ...directions) => ({ kind: "email", value, directions });
  const r = {
    alternatives: [
      { kind: "phone", value: "142" },
      mail("benefits@dost.example", "benefits"),
      mail("employment@dost.example", "employment"),
    ],
  };
  const known = [
    { alternatives: [mail("old@centre.test", "benefits")] },
    { alternatives: [mail("new@centre.test", "benefits")] },
    {},
  ];
  assert.deepEqual(
    draft.addressed(r, known).alternatives.map((a) => a.value),
    ["142", "new@centre.test"],
  );
  assert.deepEqual(draft.addressed({}, []).alternatives, []);
  const next = draft.followed(
    { alternatives: [{ kind: "phone", value: "142", directions: [] }] },
    { alternatives: [mail("new@centre.test", "benefits")] },
  );
  assert.deepEqual(
    next.alternatives.map((a) => a.value),
    ["142", "new@centre.test"],
  );
  assert.deepEqual(
    draft.followed({ alternatives: [] }, { alternatives: [mail("new@centre.test", "benefits")] })
      .alternatives,
    [],
  );
});
