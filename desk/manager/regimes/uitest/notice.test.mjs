// A notice from its form to the wire and back, and which of them the hall reads.
// Runs in Node with a stand-in for the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { standIn } from "../../../../assets/js/standin.mjs";

standIn();
const { informs } = await import("../../ui/regime.js");
const {
  blankNotice,
  decidedNotice,
  faultOf,
  inOrder,
  left,
  longest,
  openedNotice,
  sayingBetween,
  simple,
} = await import("../ui/noticedraft.js");

const now = new Date("2026-11-24T10:30:00+04:00"); // a Tuesday
const text = { az: "Lift işləmir", ru: "Лифт не работает", en: "The lift is out of order" };

test("a notice of today begins at once and ends with the day, one of the week with Sunday", () => {
  const f = blankNotice(now, text, ["benefits"]);
  const { regime, fault } = decidedNotice(f, now);
  assert.equal(fault, null);
  assert.deepEqual(regime, {
    name: text,
    to: "2026-11-25T00:00:00+04:00",
    scope: { directions: ["benefits"] },
    rules: {},
    notices: [{ text }],
  });
  assert.equal(decidedNotice({ ...f, until: "week" }, now).regime.to, "2026-11-30T00:00:00+04:00");
  const later = decidedNotice(
    { ...f, start: "at", from: { day: "29.11.2026", time: "9" }, until: "week" },
    now,
  ).regime; // a Sunday
  assert.deepEqual(
    [later.from, later.to],
    ["2026-11-29T09:00:00+04:00", "2026-11-30T00:00:00+04:00"],
  );
});

test("what is wrong is named with its field, the words first", () => {
  const f = blankNotice(now, text);
  const at = (part) => decidedNotice({ ...f, ...part }, now).fault;
  assert.deepEqual(at({ text: { ...text, ru: " " } }), { field: "ru", code: "text-needed" });
  assert.deepEqual(at({ text: { ...text, en: "x".repeat(longest + 1) } }), {
    field: "en",
    code: "too-much",
  });
  assert.deepEqual(at({ text: { ...text, az: "Sabah saat ___ su olmayacaq" } }), {
    field: "az",
    code: "gap",
  });
  assert.deepEqual(at({ start: "at", from: { day: "31.02.2026", time: "09:00" } }), {
    field: "from",
    code: "bad-day",
  });
  assert.deepEqual(at({ until: "date", to: { day: "24.11.2026", time: "25" } }), {
    field: "to",
    code: "bad-hours",
  });
  assert.deepEqual(at({ until: "date", to: { day: "24.11.2026", time: "10:29" } }), {
    field: "to",
    code: "regime-past",
  });
  const tomorrow = { start: "at", from: { day: "25.11.2026", time: "09:00" }, until: "date" };
  assert.deepEqual(at({ ...tomorrow, to: { day: "25.11.2026", time: "08:00" } }), {
    field: "to",
    code: "ends-before-begins",
  });
  assert.deepEqual(at({ ...tomorrow, to: { day: "25.11.2026", time: "09:00" } }), {
    field: "to",
    code: "zero-length",
  });
});

test("letters are counted as people see them", () => {
  assert.equal(left("ə".repeat(longest)), 0);
  assert.equal(left("  ə  "), longest - 1);
  assert.equal(faultOf("ə".repeat(longest)), null);
});

test("a long text is shortened to a name at a word", () => {
  const az = "Hazır sənədi götürmək üçün əvvəlcə 142-yə zəng edin, sonra mərkəzə gəlin.";
  const { name } = decidedNotice(blankNotice(now, { ...text, az }), now).regime;
  assert.equal(name.az, "Hazır sənədi götürmək üçün əvvəlcə 142-yə zəng edin, sonra…");
  assert.equal(name.ru, text.ru);
});

const shown = {
  id: "r7",
  rev: 9,
  phase: "in-force",
  from: "2026-11-24T09:15:20+04:00",
  to: "2026-11-25T00:00:00+04:00",
  name: text,
  scope: {},
  rules: {},
  notices: [{ text }],
};

test("what is shown already keeps its beginning to the second, a copy begins anew", () => {
  const { regime } = decidedNotice(openedNotice(shown, now), now);
  assert.deepEqual(
    [regime.id, regime.rev, regime.from, regime.to],
    ["r7", 9, shown.from, shown.to],
  );
  const copy = decidedNotice(openedNotice(shown, now, { copy: true }), now).regime;
  assert.deepEqual([copy.id, copy.from, copy.notices], [undefined, undefined, shown.notices]);
});

test("only what its form can hold is changed in it", () => {
  assert.ok(informs(shown) && simple(shown));
  assert.ok(
    !informs({ ...shown, rules: { closed: true } }) &&
      !informs({ ...shown, rules: { capacity: {} } }),
  );
  for (const more of [
    { daily: [{}] },
    { weekdays: [1] },
    { alternatives: [{}] },
    { scope: { groups: ["senior"] } },
    { notices: [{ text }, { text }] },
    { notices: undefined },
  ])
    assert.ok(
      informs({ ...shown, ...more }) && !simple({ ...shown, ...more }),
      JSON.stringify(more),
    );
});

test("the hall reads first what is for everybody, of that what closes, then what began first", () => {
  const at = (id, from, more) => ({ ...shown, id, from: `2026-11-24T${from}:00+04:00`, ...more });
  const list = [
    at("benefits", "08:00", { scope: { directions: ["benefits"] } }),
    at("early", "08:30"),
    at("late", "09:30"),
    at("closed", "10:00", { rules: { closed: true } }),
    at("over", "08:00", { phase: "past" }),
  ];
  const said = inOrder(sayingBetween(list, now.getTime(), now.getTime() + 1, "late"));
  assert.deepEqual(
    said.map((n) => n.id),
    ["closed", "early", "benefits"],
  );
  assert.deepEqual(said.at(-1).directions, ["benefits"]);
});
