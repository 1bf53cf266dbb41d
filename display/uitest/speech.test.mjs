// What the hall says, word by word, in its three languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { announcement, label, languages, number } from "../ui/speech.js";

const words = JSON.parse(
  readFileSync(new URL("../../assets/voice/words.json", import.meta.url), "utf8"),
);
const say = (language, names) =>
  names
    .filter((name) => typeof name === "string")
    .map((name) => words[language].clips[name].text ?? words[language].clips[name])
    .join(" ");

const spoken = {
  az: {
    1: "bir",
    8: "səkkiz",
    10: "on",
    11: "on bir",
    17: "on yeddi",
    20: "iyirmi",
    40: "qırx",
    60: "altmış",
    66: "altmış altı",
    80: "səksən",
    99: "doxsan doqquz",
    100: "yüz",
    101: "yüz bir",
    110: "yüz on",
    117: "yüz on yeddi",
    200: "iki yüz",
    345: "üç yüz qırx beş",
    999: "doqquz yüz doxsan doqquz",
    1000: "min",
    1001: "min bir",
    1100: "min yüz",
    1980: "min doqquz yüz səksən",
    2000: "iki min",
    2160: "iki min yüz altmış",
    9999: "doqquz min doqquz yüz doxsan doqquz",
  },
  ru: {
    1: "один",
    8: "восемь",
    10: "десять",
    11: "одиннадцать",
    17: "семнадцать",
    19: "девятнадцать",
    20: "двадцать",
    21: "двадцать один",
    40: "сорок",
    42: "сорок два",
    90: "девяносто",
    100: "сто",
    101: "сто один",
    117: "сто семнадцать",
    200: "двести",
    345: "триста сорок пять",
    999: "девятьсот девяносто девять",
    1000: "тысяча",
    1001: "тысяча один",
    1200: "тысяча двести",
    2000: "две тысячи",
    3015: "три тысячи пятнадцать",
    5000: "пять тысяч",
    9999: "девять тысяч девятьсот девяносто девять",
  },
  en: {
    1: "one",
    8: "eight",
    10: "ten",
    11: "eleven",
    17: "seventeen",
    20: "twenty",
    21: "twenty one",
    40: "forty",
    99: "ninety nine",
    100: "one hundred",
    101: "one hundred and one",
    117: "one hundred and seventeen",
    200: "two hundred",
    345: "three hundred and forty five",
    1000: "one thousand",
    1001: "one thousand and one",
    1200: "one thousand two hundred",
    2019: "two thousand and nineteen",
    9999: "nine thousand nine hundred and ninety nine",
  },
};

for (const [language, table] of Object.entries(spoken)) {
  test(`numbers are spoken as people say them in ${language}`, () => {
    for (const [n, expected] of Object.entries(table))
      assert.equal(say(language, number(language, Number(n))), expected);
  });
}

test("no two numbers sound alike", () => {
  for (const language of languages) {
    const heard = new Map();
    for (let n = 1; n <= 9999; n++) {
      const sentence = say(language, number(language, n));
      assert.equal(
        heard.get(sentence),
        undefined,
        `${language}: ${n} and ${heard.get(sentence)} are both "${sentence}"`,
      );
      heard.set(sentence, n);
    }
  }
});

test("a call is a sentence in the language of the visitor", () => {
  const call = (language, ticket = "A017", desk = "3") =>
    say(language, announcement({ number: ticket, desk, language }).parts);
  assert.equal(call("az"), "növbə nömrəsi a on yeddi üç nömrəli masaya yaxınlaşın");
  assert.equal(call("ru"), "номер а семнадцать пройдите к столу номер три пожалуйста");
  assert.equal(call("en"), "number A seventeen please go to desk three");
  assert.equal(
    call("ru", "D1000", "12"),
    "номер дэ тысяча пройдите к столу номер двенадцать пожалуйста",
  );
  assert.equal(call("en", "B005", "A2"), "number bee five please go to desk A two");
});

test("a language that the bank lacks is spoken in Azerbaijani", () => {
  assert.equal(announcement({ number: "A017", desk: "3", language: "fr" }).language, "az");
  assert.equal(announcement({ number: "A017", desk: "3", language: "" }).language, "az");
  assert.equal(announcement({ number: "A017", desk: "3", language: "constructor" }).language, "az");
});

test("what cannot be said points to the screen instead of leaving a hole", () => {
  for (const [ticket, desk] of [
    ["Ə017", "3"],
    ["A017", "qapı"],
    ["A017", "0"],
    ["A10000", "3"],
    ["", "3"],
    ["A017", ""],
    [undefined, undefined],
  ])
    assert.deepEqual(
      announcement({ number: ticket, desk, language: "az" }).parts,
      ["look"],
      `${ticket} → ${desk}`,
    );
  assert.equal(number("az", 0), null);
  assert.equal(number("az", 1.5), null);
  assert.equal(label("az", "O017"), null);
});

test("every word has its place in the table", () => {
  for (const language of languages) {
    const names = new Set();
    for (let n = 1; n <= 9999; n++) for (const name of number(language, n)) names.add(name);
    for (const prefix of "ABDFHJKLMNPQRTVXYZ")
      for (const name of announcement({ number: `${prefix}001`, desk: "1", language }).parts)
        names.add(name);
    names.add("look");
    const spokenNames = [...names].filter((name) => typeof name === "string").sort();
    assert.deepEqual(
      spokenNames,
      Object.keys(words[language].clips).sort(),
      `${language}: the bank holds what can be spoken, and nothing else`,
    );
  }
});
