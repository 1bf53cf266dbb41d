// What a manager types on the page of directions, promises, desks and groups, and what of
// it is refused, at which field.
import assert from "node:assert/strict";
import { test } from "node:test";
import { standIn } from "../../../../assets/js/standin.mjs";

standIn();
const { whole, isWhole } = await import("../../ui/whole.js");
const { setupFaults, tabOf } = await import("../ui/setupfaults.js");

const name = { az: "Sosial", ru: "Социальные", en: "Social" };
const faultsOf = (promises, more = {}) =>
  setupFaults({
    directions: [{ id: "social", prefix: "A", name, promises }],
    desks: [],
    groups: [],
    no_show: 5,
    ...more,
  }).map((f) => `${f.at} ${f.text}`);

test("a whole number is digits and nothing else", () => {
  assert.equal(whole("80"), 80);
  assert.equal(whole(" 080 "), 80);
  for (const typed of ["", "80.5", "80abc", "-5", "1e2", "8 0", "٣"]) {
    assert.equal(whole(typed), typed, "stands as it was typed");
    assert.equal(isWhole(whole(typed), 0, 1000), false, typed);
  }
  assert.equal(isWhole(whole("0"), 1, 100), false);
  assert.equal(isWhole(whole("101"), 1, 100), false);
});

test("a refused promise names the field that is wrong", () => {
  const promise = (minutes, percent) => ({
    to: "everyone",
    minutes: whole(minutes),
    percent: whole(percent),
  });
  assert.deepEqual(faultsOf([promise("10", "80")]), []);
  for (const percent of ["0", "101", "-5", "80.5", "80abc", ""])
    assert.deepEqual(
      faultsOf([promise("10", percent)]),
      ["percent-0-0 setup.wrong.promise"],
      percent,
    );
  for (const minutes of ["0", "121", "10.5", "10m", ""])
    assert.deepEqual(
      faultsOf([promise(minutes, "80")]),
      ["promise-0-0 setup.wrong.promise"],
      minutes,
    );
  assert.deepEqual(faultsOf([promise("10", "80"), promise("10", "90")]), [
    "promise-0-1 setup.wrong.promise-twice",
  ]);
  assert.equal(tabOf("percent-0-0"), "promises");
});

test("head starts and missed calls are whole numbers too", () => {
  const group = (head_start) => ({ groups: [{ id: "g", name, head_start }] });
  assert.deepEqual(faultsOf([], group(900)), []);
  assert.deepEqual(faultsOf([], group(whole("15x"))), ["head-start-0 setup.wrong.head-start"]);
  assert.deepEqual(faultsOf([], { no_show: whole("5,5") }), ["no-show setup.wrong.no-show"]);
});
