// What is spoken for a call, as a sequence of clip names and pauses.
//
// Pure: no browser, no sound. The clips stand in assets/voice/LANGUAGE/NAME.opus
// and assets/voice/words.json says what is spoken in each.

// The letters that may be prefixes: no pairs that are mistaken for each other.
const letters = "abdfhjklmnpqrtvxyz";
const largest = 9999;

const afterLetter = 0.05; // seconds
const betweenSentences = 0.28;

// In Azerbaijani 100 is "yüz" and 1000 is "min", without "bir" before them.
function azerbaijani(n) {
  const many = (count, name) => (count === 0 ? [] : count === 1 ? [name] : [String(count), name]);
  return [
    ...many(Math.floor(n / 1000), "1000"),
    ...many(Math.floor(n / 100) % 10, "100"),
    ...round(n % 100, 10),
    ...unit(n % 10),
  ];
}

// In Russian every round hundred and thousand has a form of its own, and a clip.
function russian(n) {
  const names = [...round(n, 1000), ...round(n % 1000, 100)];
  return [...names, ...belowHundred(n % 100)];
}

// In English "and" stands before what is below a hundred.
function english(n) {
  const thousands = Math.floor(n / 1000);
  const hundreds = Math.floor(n / 100) % 10;
  const names = [];
  if (thousands > 0) names.push(String(thousands), "1000");
  if (hundreds > 0) names.push(String(hundreds), "100");
  const rest = belowHundred(n % 100);
  return names.length > 0 && rest.length > 0 ? [...names, "and", ...rest] : [...names, ...rest];
}

const round = (n, step) => (n >= step ? [String(Math.floor(n / step) * step)] : []);
const unit = (n) => (n > 0 ? [String(n)] : []);
const belowHundred = (n) => (n < 20 ? unit(n) : [...round(n, 10), ...unit(n % 10)]);

const counting = { az: azerbaijani, ru: russian, en: english };

const sentence = {
  az: (ticket, desk) => ["number", ...ticket, betweenSentences, ...desk, "desk"],
  ru: (ticket, desk) => ["number", ...ticket, betweenSentences, "desk", ...desk, "please"],
  en: (ticket, desk) => ["number", ...ticket, betweenSentences, "desk", ...desk],
};

/** The languages that the bank speaks. */
export const languages = Object.keys(counting);

/** The clips of a whole number from 1 to 9999; null for any other. */
export function number(language, n) {
  return Number.isInteger(n) && n >= 1 && n <= largest ? counting[language](n) : null;
}

/**
 * The clips of "A017" or "12": letters by name, figures as one number; null when the bank lacks
 * a word for it.
 */
export function label(language, text) {
  const [, prefix, figures] = /^([A-Za-z]*)([0-9]+)$/.exec(text) ?? [];
  const names = [...(prefix ?? "").toLowerCase()];
  if (figures === undefined || names.some((name) => !letters.includes(name))) return null;
  const count = number(language, Number(figures));
  if (count === null) return null;
  return names.length > 0
    ? [...names.map((name) => `letter-${name}`), afterLetter, ...count]
    : count;
}

/**
 * The clips (strings) and pauses (seconds) of one announcement. A number or a
 * desk that the bank cannot say gives "please look at the screen": better than a
 * sentence with a hole in it.
 */
export function announcement({ number: ticket, desk, language }) {
  const tongue = languages.includes(language) ? language : "az";
  const called = label(tongue, String(ticket));
  const place = label(tongue, String(desk));
  return { language: tongue, parts: called && place ? sentence[tongue](called, place) : ["look"] };
}
