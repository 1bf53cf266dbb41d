// A question in a dialog: some ready answers by number key, or a sentence of
// one's own. It resolves to the answer, or to undefined when it was left.
import { html, signal, Dialog, useState } from "shared/ui.js";
import { t } from "shared/text.js";

const open = signal(null);

// ask({title, text?, choices:[{value,label,hint?}], free?: label}) → answer
export function ask(question) {
  return new Promise((resolve) => {
    open.value = { ...question, resolve };
  });
}

export const asking = () => open.value !== null;

export function Asking() {
  const q = open.value;
  if (!q) return null;
  const done = (answer) => {
    open.value = null;
    q.resolve(answer);
  };
  return html`<${Dialog} title=${q.title} onClose=${() => done(undefined)}>
    <${Answers} question=${q} done=${done} />
  <//>`;
}

function Answers({ question: q, done }) {
  const [text, set] = useState("");
  const byNumber = (e) => {
    const n = Number(e.key);
    if (e.target.tagName === "INPUT" || !(n >= 1 && n <= q.choices.length)) return;
    e.preventDefault();
    done(q.choices[n - 1].value);
  };
  return html`<div class="answers" onKeyDown=${byNumber}>
    ${q.text && html`<p>${q.text}</p>`}
    ${q.choices.map(
      (c, i) => html`<button
        type="button"
        key=${c.value}
        class="answer"
        autofocus=${i === 0}
        onClick=${() => done(c.value)}
      >
        <kbd>${i + 1}</kbd>
        <span>${c.label}${c.hint && html`<small>${c.hint}</small>`}</span>
      </button>`,
    )}
    ${
      q.free &&
      html`<form
        class="free"
        onSubmit=${(e) => {
          e.preventDefault();
          if (text.trim()) done(text.trim());
        }}
      >
        <label>
          ${q.free}
          <input value=${text} maxlength="200" onInput=${(e) => set(e.target.value)} />
        </label>
        <button disabled=${!text.trim()}>${t("desk.ok")}</button>
      </form>`
    }
  </div>`;
}
