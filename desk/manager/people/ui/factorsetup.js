// Setting the second factor up, in three steps: the password; the app on the
// phone, proved by its first code; the recovery codes, to be printed.
import { html, useState, useRef, useEffect, Icon, Button } from "shared/ui.js";
import { t, boot, longDate } from "shared/text.js";
import { post } from "shared/api.js";
import { serverNow } from "shared/servertime.js";
import { Confirm } from "../../ui/confirm.js";

export function Setup({ me, onDone }) {
  const [given, setGiven] = useState(null); // {secret, address, qr}
  const [codes, setCodes] = useState(null);
  if (codes)
    return html`<${Step} n=${3} /><${Recovery} me=${me} codes=${codes} onDone=${onDone} />`;
  if (given)
    return html`
      <${Step} n=${2} />
      <${Prove} given=${given} onProved=${(got) => setCodes(got.codes)} />
    `;
  return html`
    <${Step} n=${1} />
    <${Confirm}
      first
      send=${(password) => post("/api/manager/factor", { password })}
      done=${setGiven}
      label=${t("factor.begin")}
    >
      <p>${t("factor.why")}</p>
      <p class="hint">${t("factor.begin.text")}</p>
    <//>
  `;
}

const Step = ({ n }) => html`<p class="step" role="status">${t("factor.step", { n })}</p>`;

// CodeField takes a code from the phone, or a recovery code: both are digits.
export function CodeField({ label, hint, value, onInput }) {
  const box = useRef(null);
  useEffect(() => box.current.focus(), []);
  return html`<label class="code-field">
    ${label}
    <input
      ref=${box}
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      autofocus
      required
      maxlength="20"
      value=${value}
      onInput=${(e) => onInput(e.target.value)}
    />
    <small>${hint}</small>
  </label>`;
}

function Prove({ given, onProved }) {
  const [code, setCode] = useState("");
  const [trouble, setTrouble] = useState("");
  const send = async (e) => {
    e.preventDefault();
    setTrouble("");
    await post("/api/manager/factor/prove", { code }).then(onProved, (problem) => {
      setTrouble(problem.text);
      setCode("");
    });
  };
  return html`<form class="confirm prove" onSubmit=${send}>
    <div class="scan">
      <img
        src=${`data:image/png;base64,${given.qr}`}
        width="240"
        height="240"
        alt=${t("factor.scan.alt")}
      />
      <div>
        <p>${t("factor.scan")}</p>
        <p class="hint">${t("factor.type")}</p>
        <p class="secret">
          ${given.secret.split(" ").map((four) => html`<span key=${four}>${four}</span> `)}
        </p>
      </div>
    </div>
    <${CodeField}
      label=${t("factor.first")}
      hint=${t("factor.first.hint")}
      value=${code}
      onInput=${setCode}
    />
    ${
      trouble &&
      html`<p class="trouble" role="alert"><${Icon} name="triangle-alert" /> ${trouble}</p>`
    }
    <button class="primary">${t("factor.prove")}</button>
  </form>`;
}

// Recovery shows a set of recovery codes. What is printed is this sheet alone.
export function Recovery({ me, codes, onDone }) {
  const sheet = useRef(null);
  useEffect(() => sheet.current.focus(), []);
  return html`<div class="recovery">
    <section class="sheet" ref=${sheet} tabindex="-1">
      <h3>${t("factor.codes")}</h3>
      <p class="of">
        ${t("factor.codes.of", {
          centre: `DOST ${boot.data.centre}`,
          login: me.login,
          date: longDate(serverNow()),
        })}
      </p>
      <p>${t("factor.codes.text")}</p>
      <ol>${codes.map((code) => html`<li key=${code}>${code}</li>`)}</ol>
    </section>
    <div class="row">
      <${Button} icon="printer" data-act="print" onClick=${() => print()}>${t("factor.print")}<//>
      <button class="primary" name="kept" onClick=${onDone}>${t("factor.kept")}</button>
    </div>
  </div>`;
}
