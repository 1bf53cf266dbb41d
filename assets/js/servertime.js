// The server's time. The clock of a screen's PC may be wrong by hours, so nothing about
// the centre's time is shown or decided by it. The page says when the server wrote it,
// every frame when it was composed; in between performance.now() counts, which never jumps.
import { boot } from "shared/text.js";

const second = 1000; // ms, the grain of an answer's Date

const [page] = /** @type {PerformanceNavigationTiming[]} */ (
  performance.getEntriesByType("navigation")
);
let ahead = Date.parse(boot.at) - (page?.responseStart ?? performance.now());
let framed = false; // a frame was heard

// serverNow is the server's time now, as a Date.
export const serverNow = () => new Date(performance.now() + ahead);

// hearFrame takes the `at` of a frame that has just come, in ms: the best that is known.
export function hearFrame(at) {
  ahead = at - performance.now();
  framed = true;
}

// hearAnswer takes the Date of an answer to a request that was sent at asked, by
// performance.now(). It has whole seconds only: what it does not contradict stays, and
// on a page that hears frames it says nothing new.
export function hearAnswer(date, asked) {
  const from = Date.parse(date);
  if (framed || Number.isNaN(from)) return;
  const now = performance.now();
  const to = from + second + (now - asked);
  if (now + ahead < from || now + ahead > to) ahead = (from + to) / 2 - now;
}

// secondsUntil is how long it is from one moment of the server's to another, in whole seconds
// begun; never less than 0.
export const secondsUntil = (moment, at) =>
  Math.max(0, Math.ceil((Date.parse(moment) - at) / second));

// secondsSince is how long ago a moment of the server's was at another, in whole seconds;
// never less than 0.
export const secondsSince = (moment, at) =>
  Math.max(0, Math.round((at - Date.parse(moment)) / second));
