// Days and moments as a manager writes them: days "15.03.2020", clock times
// "09:00" to "24:00", always on Baku's clock. A day inside the page is
// "2020-03-15", the same text as on the wire.
import { baku, t, twoDigits } from "shared/text.js";
import { addDays, dayOf, longDay, noon } from "shared/days.js";

export const monthOf = (day) => day.slice(0, 7);
export const addMonths = (month, n) => {
  const [year, number] = month.split("-").map(Number);
  const at = year * 12 + number - 1 + n;
  return `${Math.floor(at / 12)}-${twoDigits((at % 12) + 1)}`;
};

// written is a day as people write it here; read takes it back, or gives null.
export const written = (day) => (day ? day.split("-").reverse().join(".") : "");
export function read(text) {
  const found = /^\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*$/.exec(text);
  if (!found) return null;
  const day = `${found[3]}-${twoDigits(found[2])}-${twoDigits(found[1])}`;
  return Number.isNaN(noon(day)) || dayOf(noon(day)) !== day ? null : day;
}

// readTime takes "9", "9:30" and "0930" as well, and gives "09:30" or null.
export function readTime(text) {
  const found = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*$/.exec(text);
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  return minute > 59 || hour * 60 + minute > 1440
    ? null
    : `${twoDigits(hour)}:${twoDigits(minute)}`;
}

// moment is a day and a time as on the wire; "24:00" is the next midnight.
export const moment = (day, time) =>
  time === "24:00" ? moment(addDays(day, 1), "00:00") : `${day}T${time}:00+04:00`;

// parted is a moment as day and time. An end at midnight belongs to the day that
// it ends, as people say it.
export function parted(at, ends) {
  const { hour, minute } = baku(at);
  if (ends && hour + minute === 0) return { day: addDays(dayOf(at), -1), time: "24:00" };
  return { day: dayOf(at), time: `${twoDigits(hour)}:${twoDigits(minute)}` };
}

// The engine's own days are numbers: 20200315.
export const fromNumber = (n) => (n ? String(n).replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3") : "");
export const toNumber = (day) => Number(day.replaceAll("-", ""));

export const monthTitle = (month) =>
  `${t(`calendar.month.${Number(month.slice(5))}`)} ${month.slice(0, 4)}`;
export const weekdayShort = (n) => t(`calendar.weekday.${n}`);

// weekOrder is Monday first, by JavaScript's numbers.
export const weekOrder = [1, 2, 3, 4, 5, 6, 0];

// shown is a moment in words: "15 mart 2020, bazar, 09:00".
export function shown(at, ends) {
  const { day, time } = parted(at, ends);
  return `${longDay(day)}, ${time}`;
}
