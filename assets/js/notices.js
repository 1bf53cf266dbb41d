// The notices as the hall's display shows them, all at once and without moving.
// The display and the manager's preview draw the same, so that what the manager
// sees is what the hall will read. One em of the box is a hundredth of the
// display's width, whatever the size of the picture.
import { html, useLayoutEffect, useRef, Icon } from "shared/ui.js";

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
 * what a step takes, in em. Pure.
 */
export function fit(height) {
  const fits = (room) => steps.findIndex((_, step) => height(step) <= room);
  const thin = fits(beside);
  if (thin >= 0 && thin <= large) return { step: thin, calls: 3, cut: false };
  const step = fits(most);
  if (step >= 0) return { step, calls: height(step) <= beside ? 3 : 2, cut: false };
  return { step: steps.length - 1, calls: 2, cut: true };
}

const others = ["ru", "en"];

/** The notices; prefixes are the letters of whom one concerns, onFit hears {step, calls, cut}. */
export function HallNotices({ notices, prefixOf, onFit }) {
  const box = useRef(null);
  const said = JSON.stringify(notices);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return onFit?.({ step: 0, calls: 3, cut: false });
    const measure = () => {
      const em = parseFloat(getComputedStyle(list).fontSize);
      const found = fit((step) => {
        list.dataset.step = step;
        return list.scrollHeight / em;
      });
      list.dataset.step = found.step;
      list.dataset.cut = found.cut;
      onFit?.(found);
    };
    measure();
    document.fonts?.ready.then(() => box.current === list && measure());
    const watch = new ResizeObserver(measure);
    watch.observe(list.parentElement);
    return () => watch.disconnect();
  }, [said]);
  if (notices.length === 0) return null;
  return html`<ul class="hall-notices" ref=${box}>
    ${notices.slice(0, mostShown).map((n, i) => html`<li key=${n.id ?? i}>
      <span class="for">${n.directions?.length ? n.directions.map((d) => html`<b key=${d}>${prefixOf(d)}</b>`) : html`<${Icon} name="megaphone" />`}</span>
      <div><p lang="az">${n.text.az}</p>
        <div class="lesser">${others.filter((l) => n.text[l] && n.text[l] !== n.text.az).map((l) => html`<p key=${l} lang=${l}>${n.text[l]}</p>`)}</div></div></li>`)}
  </ul>`;
}
