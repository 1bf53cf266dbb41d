// Words, figures, times and dates as people write them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { standIn } from "./standin.mjs";

standIn({
  texts: {
    az: {
      "common.about-minutes": "təxminən {n} dəq",
      "common.about-hours": "təxminən {h} saat",
      "common.about-hours-minutes": "təxminən {h} saat {n} dəq",
      "common.soon": "indi",
      "only.az": "yalnız",
    },
    ru: { "common.about-minutes": "около {n} мин" },
    en: {},
  },
});
const text = await import("./text.js");

test("words fall back to Azerbaijani, then to the key", () => {
  text.setLanguage("ru");
  assert.equal(text.t("common.about-minutes", { n: 7 }), "около 7 мин");
  assert.equal(text.t("only.az"), "yalnız");
  assert.equal(text.t("no.such.key"), "no.such.key");
  assert.equal(document.documentElement.lang, "ru");
  text.setLanguage("de");
  assert.equal(text.language.value, "ru");
});

test("dates are Azerbaijani and on Baku's clock", () => {
  text.setLanguage("az");
  const lateInLondon = "2026-11-22T20:30:00Z"; // already Monday in Baku
  assert.equal(text.longDate(lateInLondon), "23 noyabr 2026, bazar ertəsi");
  assert.equal(text.clock(lateInLondon), "00:30");
});

test("waits are rounded up and never nothing", () => {
  text.setLanguage("az");
  assert.equal(text.about(0), "təxminən 1 dəq");
  assert.equal(text.about(361), "təxminən 7 dəq");
  assert.equal(text.about(3600), "təxminən 1 saat");
  assert.equal(text.about(4800), "təxminən 1 saat 20 dəq");
  assert.equal(text.about(89 * 60), "təxminən 1 saat 30 dəq");
  assert.equal(text.about(115 * 60), "təxminən 2 saat");
});

test("an expected wait under a minute is now", () => {
  text.setLanguage("az");
  assert.equal(text.expected(0), "indi");
  assert.equal(text.expected(59), "indi");
  assert.equal(text.expected(60), "təxminən 1 dəq");
  assert.equal(text.expected(61), "təxminən 2 dəq");
});

test("lengths and figures", () => {
  assert.equal(text.span(727), "12:07");
  assert.equal(text.span(4327), "1:12:07");
  assert.equal(text.span(-3), "00:00");
  text.setLanguage("en");
  assert.equal(text.number(1234567), "1,234,567");
  text.setLanguage("az");
  assert.equal(text.number(12345), "12\u00a0345");
});
