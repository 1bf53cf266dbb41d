// The few parts that every screen is built of. Screens import preact, its hooks
// and signals from here, so that one line says where they come from.
import { h, render, Fragment } from "preact";
import { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback } from "preact/hooks";
import {
  signal,
  computed,
  effect,
  batch,
  useSignal,
  useComputed,
  useSignalEffect,
} from "@preact/signals";
import htm from "htm";
import { serverNow } from "shared/servertime.js";
import { boot, language, said, setLanguage, t } from "shared/text.js";

export const html = htm.bind(h);
export { h, render, Fragment };
export { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback };
export { signal, computed, effect, batch, useSignal, useComputed, useSignalEffect };

// Icon draws one of the icons that assets/icons.json lists. It says nothing to
// screen readers: the word beside it does.
export function Icon({ name, size, class: more = "" }) {
  return html`<svg
    class=${`icon ${more}`}
    width=${size}
    height=${size}
    aria-hidden="true"
    focusable="false"
  >
    <use href=${`/a/${boot.build}/lib/icons.svg#${name}`} />
  </svg>`;
}

// Button: kind is "primary", "danger" or nothing; keys is the keyboard key to
// show on it; busy keeps it from being pressed again.
export function Button({
  kind = "",
  icon,
  keys,
  busy,
  disabled,
  children,
  class: more = "",
  ...rest
}) {
  return html`<button
    type="button"
    class=${`button ${kind} ${more}`}
    disabled=${disabled || busy}
    aria-busy=${busy ? "true" : undefined}
    ...${rest}
  >
    ${icon && html`<${Icon} name=${icon} />`}
    <span>${children}</span>
    ${keys && html`<kbd>${keys}</kbd>`}
  </button>`;
}

// Dialog is modal: the rest of the page rests, Escape and its cross close it.
export function Dialog({ title, onClose, children, class: more = "" }) {
  const box = useRef(null);
  useEffect(() => {
    box.current.showModal();
    return () => box.current?.close();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog
    class=${`dialog ${more}`}
    ref=${box}
    onCancel=${cancel}
    aria-labelledby="dialog-title"
  >
    <header>
      <h2 id="dialog-title">${title}</h2>
      <${Button} icon="x" onClick=${onClose}>${t("common.back")}<//>
    </header>
    ${children}
  </dialog>`;
}

// focusOn brings the keyboard to the first element that a selector finds, if there is one.
/** @param {string} selector @param {ParentNode} [within] */
export function focusOn(selector, within = document) {
  /** @type {HTMLElement | null} */ (within.querySelector(selector))?.focus();
}

const toasts = signal([]);
const signs = { good: "circle-check", bad: "triangle-alert" };

// toast shows a sentence for a few seconds; kind is "good", "bad" or nothing.
export function toast(text, kind = "") {
  const entry = { text, kind };
  toasts.value = [...toasts.value, entry].slice(-3);
  setTimeout(() => {
    toasts.value = toasts.value.filter((other) => other !== entry);
  }, 6000);
}

// Toasts is where they appear: each surface places it once.
export function Toasts() {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.value.map(
      (entry) => html`<div class=${`toast ${entry.kind}`}>
        <${Icon} name=${signs[entry.kind] ?? "info"} />
        <span>${entry.text}</span>
      </div>`,
    )}
  </div>`;
}

// Mark is the wordmark of the house and the centre's name.
export function Mark({ centre }) {
  return html`<div class="mark"><b>DOST</b>${centre && html`<span>${centre}</span>`}</div>`;
}

// useClock is the server's time, shown anew as often as asked. It is read at every
// render, so that a correction shows as soon as it is known.
export function useClock(every = 1000) {
  const [, turn] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => turn((n) => n + 1), every);
    return () => clearInterval(tick);
  }, []);
  return serverNow();
}

// Languages is the choice of a language: by their names in full for those who may know
// no other, else by two letters.
export function Languages({ full }) {
  return html`<div class="languages" role="group" aria-label=${t("common.language")}>
    ${boot.languages.map(
      (l) =>
        html`<button
          type="button"
          key=${l}
          lang=${l}
          aria-pressed=${language.value === l}
          onClick=${() => setLanguage(l)}
        >
          ${full ? t(`common.language-${l}`) : l.toUpperCase()}
        </button>`,
    )}
  </div>`;
}

// Trio is a sentence in three languages at once, for readers whom nobody asked for
// theirs: by its key, or as the server sent it ({az, ru, en}). Azerbaijani is first and
// largest; what says the same again is left out.
export function Trio({ text, args, of, class: more = "", ...rest }) {
  const line = (code) => (of ? of[code] : said(code, text, args));
  const [first, ...others] = boot.languages;
  const lesser = others.filter((code) => line(code) && line(code) !== line(first));
  return html`<div class=${`trio ${more}`} ...${rest}>
    <p lang=${first}>${line(first)}</p>
    ${lesser.map((code) => html`<p key=${code} lang=${code} class="lesser">${line(code)}</p>`)}
  </div>`;
}
