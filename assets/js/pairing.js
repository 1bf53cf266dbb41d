// The screen of a device that is not paired: what it is, what to do, and a place for
// the code. It is set up with whatever is at hand: a keyboard, a finger on the pad, or
// the arrows and OK of a remote control.
import { html, useEffect, useRef, useState, Icon, Mark, Trio } from "shared/ui.js";
import { has, t } from "shared/text.js";
import { post } from "shared/api.js";

// The letters of pairing codes: none that is mistaken for another.
const letters = [..."23456789ABCDEFGHJKLMNPQRSTUVWXYZ"];
const length = 8;

const shown = (code) => (code.length > 4 ? `${code.slice(0, 4)} ${code.slice(4)}` : code);

// Pairing is drawn for a station; note is a key of more wording for those who stand
// before the screen.
export function Pairing({ station, note }) {
  if (station.view.value === undefined) return null;
  return html`<main class="pairing">
    <div class="say">
      <${Mark} />
      <${Trio} class="title" role="heading" aria-level="1" text="pairing.title" />
      <${Trio} class="how" text=${`pairing.how.${station.kind}`} />
      ${note && html`<div class="note"><${Icon} name="info" /><${Trio} text=${note} /></div>`}
    </div>
    <${Code} station=${station} />
  </main>`;
}

function Code({ station }) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const form = useRef(null);
  const field = () => form.current.elements.code;

  const write = (next) => {
    setTrouble("");
    setCode(
      next
        .toUpperCase()
        .replace(/[^2-9A-Z]/g, "")
        .slice(0, length),
    );
  };
  // After a refusal the first key begins anew.
  const add = (letter) => write((trouble ? "" : code) + letter);
  const rubOut = () => write(code.slice(0, -1));

  const send = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble("");
    try {
      const { kind } = await post("/api/pair", { code });
      if (kind === station.kind) return station.again();
      setTrouble("pairing.other-kind");
    } catch (problem) {
      setTrouble(has(`error.${problem.code}`) ? `error.${problem.code}` : "error.internal");
    }
    setBusy(false);
    field().select();
  };

  // Keys that no button takes: arrows walk, letters write wherever the focus is.
  useEffect(() => {
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const writing = event.target === field();
      if (toward[event.key] && !(writing && event.key !== "ArrowDown")) {
        event.preventDefault();
        step(form.current, toward[event.key]);
      } else if (!writing && letters.includes(event.key.toUpperCase())) add(event.key);
      else if (!writing && event.key === "Backspace") rubOut();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });

  useEffect(() => {
    if (code.length === length && document.activeElement !== field())
      form.current.elements.go.focus();
  }, [code]);

  return html`<form ref=${form} onSubmit=${send}>
    <input
      name="code"
      autocomplete="off"
      spellcheck=${false}
      inputmode="none"
      maxlength="12"
      autofocus
      placeholder="···· ····"
      aria-label=${t("pairing.code")}
      value=${shown(code)}
      onInput=${(e) => write(e.target.value)}
    />
    ${
      trouble &&
      html`<div class="trouble" role="alert">
        <${Icon} name="triangle-alert" />
        <${Trio} text=${trouble} />
      </div>`
    }
    <div class="pad" role="group" aria-label=${t("pairing.keys")}>
      ${letters.map(
        (letter) => html`<button
          type="button"
          key=${letter}
          data-key=${letter}
          onClick=${() => add(letter)}
        >
          ${letter}
        </button>`,
      )}
    </div>
    <div class="acts">
      <button type="button" class="button" onClick=${rubOut}>
        <${Icon} name="undo-2" /> ${t("pairing.rub-out")}
      </button>
      <button name="go" class="button primary" disabled=${busy || code.length < length}>
        ${t("pairing.go")}
      </button>
    </div>
  </form>`;
}

const toward = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// step moves the focus to the nearest of the form's keys in a direction. A key aside
// counts as three times as far as one straight ahead.
function step(form, [dx, dy]) {
  const middle = (e) => {
    const { left, top, width, height } = e.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const [x, y] = middle(
    form.contains(document.activeElement) ? document.activeElement : form.elements.code,
  );
  const far = (e) => {
    const [ex, ey] = middle(e);
    const ahead = (ex - x) * dx + (ey - y) * dy;
    return ahead > 1 ? ahead + 3 * Math.abs((ex - x) * dy + (ey - y) * dx) : Infinity;
  };
  const [next] = [...form.elements]
    .filter((e) => !e.disabled && far(e) < Infinity)
    .sort((a, b) => far(a) - far(b));
  next?.focus();
}
