// The notices as the hall's display shows them, all at once and without moving.
// The display and the manager's preview draw the same, so that what the manager
// sees is what the hall will read. One em of the box is a hundredth of the
// display's width, whatever the size of the picture.
import { html, useLayoutEffect, useRef, Icon } from "shared/ui.js";
import { fitMost, mostShown } from "shared/noticefit.js";

const others = ["ru", "en"];

// A display that stands upright has room to spare, in em.
const upright = (screen) => (screen.clientHeight > screen.clientWidth ? -12 : 0);

/**
 * The notices, those that concern everybody under a sign, the others under the
 * letters of their directions. strips counts what stands on the screen with them;
 * onFit hears {step, calls, cut, shown}.
 */
export function HallNotices({ notices, prefixOf, strips = 0, onFit }) {
  const box = useRef(null);
  const said = JSON.stringify(notices);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return onFit?.({ step: 0, calls: 3, cut: false, shown: 0 });
    const measure = () => {
      const em = parseFloat(getComputedStyle(list).fontSize);
      const taken = [...list.parentElement.children]
        .filter((e) => e.classList.contains("strip"))
        .reduce((sum, e) => sum + e.offsetHeight / em + 1.1, upright(list.parentElement));
      const show = (shown, step) => {
        list.dataset.step = step;
        [...list.children].forEach((li, i) => (li.hidden = i >= shown));
        return list.scrollHeight / em;
      };
      const found = fitMost(notices.length, show, taken);
      show(found.shown, found.step);
      list.dataset.cut = found.cut;
      onFit?.(found);
    };
    measure();
    document.fonts?.ready.then(() => box.current === list && measure());
    const watch = new ResizeObserver(measure);
    watch.observe(list.parentElement);
    return () => watch.disconnect();
  }, [said, strips]);
  if (notices.length === 0) return null;
  return html`<ul class="hall-notices" ref=${box}>
    ${notices.slice(0, mostShown).map(
      (n, i) => html`<li key=${n.id ?? i}>
        <span class="for">
          ${
            n.directions?.length
              ? n.directions.map((d) => html`<b key=${d}>${prefixOf(d)}</b>`)
              : html`<${Icon} name="megaphone" />`
          }
        </span>
        <div>
          <p lang="az">${n.text.az}</p>
          <div class="lesser">
            ${others
              .filter((l) => n.text[l] && n.text[l] !== n.text.az)
              .map((l) => html`<p key=${l} lang=${l}>${n.text[l]}</p>`)}
          </div>
        </div>
      </li>`,
    )}
  </ul>`;
}
