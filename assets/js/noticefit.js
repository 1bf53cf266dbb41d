// How large the notices stand on the hall's display, by the room that they take.
// Pure: shared/notices.js measures. One em is a hundredth of the display's width.

/** How many notices the display shows at once. */
export const mostShown = 3;

// The letters grow as far as there is room: steps of the Azerbaijani line, in em.
// At 55" an em is 12.1 mm, so 2.4 em are capitals of 21 mm: at 8 m what the eye
// of a man of seventy still reads.
const steps = [3, 2.7, 2.4, 2.2, 2, 1.85, 1.7];
const large = 2; // the last step at which all are content

// Heights in em. Within beside the three calls before the newest keep capitals of
// 98 mm; within most two of them do, and the newest.
const beside = 8.4;
const most = 22;

/**
 * fit chooses the step: the largest that leaves room for three earlier calls, if
 * it can be read well; else the largest that leaves room for two. height tells
 * what a step takes, taken what stands beside the notices already; both in em.
 */
export function fit(height, taken = 0) {
  const fits = (room) => steps.findIndex((_, step) => height(step) + taken <= room);
  const thin = fits(beside);
  if (thin >= 0 && thin <= large) return { step: thin, calls: 3, cut: false };
  const step = fits(most);
  if (step >= 0) return { step, calls: thin === step ? 3 : 2, cut: false };
  return { step: steps.length - 1, calls: 2, cut: true };
}

/**
 * fitMost is fit for as many as can be read: what does not fit is left out, the
 * last first, and only a single notice is ever cut. height(n, step) is of n.
 */
export function fitMost(count, height, taken = 0) {
  for (let shown = Math.min(count, mostShown); ; shown--) {
    const found = fit((step) => height(shown, step), taken);
    if (!found.cut || shown <= 1) return { ...found, shown };
  }
}
