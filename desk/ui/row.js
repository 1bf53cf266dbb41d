// A row of the guide: what is asked, and a few answers. The row is one stop of
// the Tab key; there the number keys answer and go on to the next row, arrows
// move. Each answer shows its number. opens: an answer shows further fields.
import { html, Icon } from "shared/ui.js";
import { t } from "shared/text.js";

const signs = {
  have: "check",
  missing: "x",
  "from-system": "monitor",
  "not-applicable": "minus",
  found: "check",
  "not-found": "x",
  unavailable: "unplug",
  accepted: "check",
  declined: "x",
  none: "minus",
};

// rows are all rows of the guide, in their order on the page.
const rows = () =>
  [
    .../** @type {NodeListOf<HTMLInputElement>} */ (
      document.querySelectorAll(
        ".guide .row, .guide .application :is(input:not([type=radio]), select, textarea, button)",
      )
    ),
  ].filter((e) => !e.disabled && e.offsetParent);

function go(from, by) {
  const all = rows();
  const next = all[all.indexOf(from) + by];
  if (next?.matches(".row")) next.focus();
  else setTimeout(() => next?.focus()); // so that no key is typed into the field that it leads to
}

// toGuide brings the keyboard to the first question that has no answer yet.
export function toGuide() {
  const open =
    /** @type {HTMLElement} */ (
      document.querySelector(".guide .row:not(.answered), .guide .search input")
    ) ??
    rows().find((e) => e.matches("input") && !e.value) ??
    rows().at(-1);
  open?.focus();
  open?.scrollIntoView({ block: "nearest" });
}

export function Row({
  group,
  label,
  options,
  words,
  value,
  onChange,
  opens,
  after,
  children,
  tag = "li",
}) {
  const keys = (e) => {
    if (e.target !== e.currentTarget || e.ctrlKey || e.altKey || e.metaKey) return;
    const n = Number(e.key);
    const at = options.indexOf(value);
    if (n >= 1 && n <= options.length) {
      onChange(options[n - 1]);
      const row = e.currentTarget;
      if (opens)
        setTimeout(() => go(row, 1), 30); // what the answer opens is there by then
      else go(row, 1); // at once: the next key may be on its way
    } else if (e.key === "ArrowRight") onChange(options[Math.min(at + 1, options.length - 1)]);
    else if (e.key === "ArrowLeft") onChange(options[Math.max(at - 1, 0)]);
    else if (e.key === "ArrowDown" || e.key === "Enter") go(e.currentTarget, 1);
    else if (e.key === "ArrowUp") go(e.currentTarget, -1);
    else return;
    e.preventDefault();
  };
  return html`<${tag}
    class=${`row ${value ? "answered" : ""}`}
    tabindex="0"
    role="radiogroup"
    aria-label=${label}
    data-row=${group}
    onKeyDown=${keys}
  >
    <div class="what">${children ?? label}</div>
    <span class="choice">
      ${options.map(
        (o, i) => html`<label
          key=${o}
          data-value=${o}
          class=${`${words ? "" : o} ${value === o ? "on" : ""}`}
        >
          <input
            type="radio"
            tabindex="-1"
            name=${group}
            checked=${value === o}
            onChange=${() => onChange(o)}
          />
          <kbd aria-hidden="true">${i + 1}</kbd>
          ${signs[o] && html`<${Icon} name=${signs[o]} />`} ${
            words ? words(o) : t(`desk.check.${o}`)
          }
        </label>`,
      )}
      ${after}
    </span>
  <//>`;
}
