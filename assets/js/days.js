// Days of the centre, always on Baku's clock. A day is the text that stands on the wire,
// "2026-11-23".
import { baku, longDate, twoDigits } from "./text.js";

// noon is the middle of a day, in ms: a moment that belongs to no other.
export const noon = (day) => Date.parse(`${day}T12:00:00+04:00`);

// dayOf is the day of a moment.
export function dayOf(moment) {
  const { year, month, day } = baku(moment);
  return `${year}-${twoDigits(month + 1)}-${twoDigits(day)}`;
}

export const addDays = (day, n) => dayOf(noon(day) + n * 86_400_000);

// weekdayOf counts from Sunday, 0.
export const weekdayOf = (day) => baku(noon(day)).weekday;

// longDay is "23 noyabr 2026, bazar ertəsi".
export const longDay = (day) => longDate(noon(day));
