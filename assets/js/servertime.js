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

// The one place of the screens where moments are subtracted and added. What the centre
// measures (a wait, a service time) is never counted here: frames bring it.

const ms = (moment) => new Date(moment).getTime();

// elapsed is how long ago a moment of the server's was at another, in ms; never less
// than 0.
export const elapsed = (moment, at) => Math.max(0, ms(at) - ms(moment));

// secondsSince is elapsed in the whole seconds that have passed, as a clock shows it.
export const secondsSince = (moment, at) => Math.floor(elapsed(moment, at) / second);

// secondsUntil is how long a moment is still off at another, in seconds begun; never
// less than 0.
export const secondsUntil = (moment, at) => Math.ceil(elapsed(at, moment) / second);

// later is the moment so many ms after another, as a Date.
export const later = (moment, by) => new Date(ms(moment) + by);

// newestFirst orders what has a moment `at`.
export const newestFirst = (a, b) => ms(b.at) - ms(a.at);
