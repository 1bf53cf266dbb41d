// Words of the page in its three languages, and figures, times and dates as
// people write them. Browsers have no Azerbaijani dates, so Intl is never asked.
import { signal } from "@preact/signals";

// boot is what the server handed to the page: {build, languages, language,
// texts: {az: {key: wording}, …}, data, at}; at is the server's time when it wrote the page.
export const boot = JSON.parse(document.getElementById("boot").textContent);

// language is the language shown now: "az", "ru" or "en".
export const language = signal(boot.language);

export function setLanguage(code) {
  if (!boot.languages.includes(code)) return;
  language.value = code;
  document.documentElement.lang = code;
}

const worded = (code, key) => boot.texts[code]?.[key] ?? boot.texts.az?.[key];

// has tells whether a key has a wording at all.
export const has = (key) => worded(language.value, key) !== undefined;

// said gives the wording of a key in a language, with its {placeholders} filled: the
// Azerbaijani one where there is none. A key without any shows itself, which a test
// refuses.
export function said(code, key, args) {
  const text = worded(code, key) ?? key;
  if (!args) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name) => args[name] ?? whole);
}

// t is said in the language shown now.
export const t = (key, args) => said(language.value, key, args);

// pick chooses from {az, ru, en} as the server sends names.
export const pick = (names) => names?.[language.value] || names?.az || "";

// nameOf is the name of the one with this id in a list of {id, name}; else the id.
export const nameOf = (list, id) => pick(list?.find((one) => one.id === id)?.name) || id;

// noText is a text that is to be written: empty in every language.
export const noText = () => Object.fromEntries(boot.languages.map((code) => [code, ""]));

// number groups thousands: "12 345" in az and ru, "12,345" in en. The space does
// not break.
export function number(n) {
  const space = language.value === "en" ? "," : "\u00a0";
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, space);
}

const bakuOffset = 4 * 3600_000; // Asia/Baku: UTC+4, no daylight saving

// baku gives the parts of a moment (Date, number or RFC 3339) on Baku's clock,
// whatever the machine's zone is.
export function baku(moment) {
  const d = new Date(new Date(moment).getTime() + bakuOffset);
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth(),
    day: d.getUTCDate(),
    weekday: d.getUTCDay(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
  };
}

// twoDigits is a figure of a clock or a date: "07".
export const twoDigits = (n) => String(n).padStart(2, "0");

// clock is "14:05".
export function clock(moment) {
  const { hour, minute } = baku(moment);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

const weekdays = {
  az: ["bazar", "bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə"],
  ru: ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};
const months = {
  az: [
    "yanvar",
    "fevral",
    "mart",
    "aprel",
    "may",
    "iyun",
    "iyul",
    "avqust",
    "sentyabr",
    "oktyabr",
    "noyabr",
    "dekabr",
  ],
  ru: [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
};

// dayName is the weekday: "cümə axşamı".
export const dayName = (moment) => weekdays[language.value][baku(moment).weekday];

// dayMonth is "22 noyabr".
export function dayMonth(moment) {
  const { day, month } = baku(moment);
  return `${day} ${months[language.value][month]}`;
}

// longDate is "22 noyabr 2026, bazar".
export const longDate = (moment) => `${dayMonth(moment)} ${baku(moment).year}, ${dayName(moment)}`;

// timeOf is a time of day; on another day than now's its date stands before it:
// "22 noyabr 14:05".
export const timeOf = (moment, now, between = " ") =>
  longDate(moment) === longDate(now)
    ? clock(moment)
    : `${dayMonth(moment)}${between}${clock(moment)}`;

// about says about how long, rounded up: "təxminən 7 dəq"; from an hour on in steps of
// ten minutes, since nobody can know better: "təxminən 1 saat 20 dəq". wording is what
// the three keys begin with.
export function about(seconds, wording = "common.about-") {
  const exact = Math.max(1, Math.ceil(seconds / 60));
  if (exact < 60) return t(`${wording}minutes`, { n: exact });
  const tens = Math.ceil(exact / 10) * 10;
  const h = Math.floor(tens / 60);
  const n = tens % 60;
  return n ? t(`${wording}hours-minutes`, { h, n }) : t(`${wording}hours`, { h });
}

// expected words an estimate of a wait, alike on every screen: what is under a minute is
// "now", whatever else as about says it.
export const expected = (seconds, wording) =>
  seconds < 60 ? t("common.soon") : about(seconds, wording);

// span is an exact length: "12:07", from an hour on "1:12:07".
export function span(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const tail = `${twoDigits(Math.floor(s / 60) % 60)}:${twoDigits(s % 60)}`;
  return s < 3600 ? tail : `${Math.floor(s / 3600)}:${tail}`;
}
