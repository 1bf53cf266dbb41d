// My sign-in: the manager's own second factor, on and off, its recovery codes, and
// whether all managers must have one. Enrol is the page of a manager who must set
// it up before anything else.
import { html, useState, useEffect, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t } from "shared/text.js";
import { call, post } from "shared/api.js";
import { Confirm } from "../../ui/confirm.js";
import { shown } from "../../ui/dates.js";
import { Setup, Recovery, CodeField } from "./factorsetup.js";

const few = 2; // so many recovery codes or fewer are worth a warning

export function MySignIn({ me }) {
  const [state, setState] = useState(null); // {on, since, recovery, needed}
  const [dialog, setDialog] = useState(null);
  const load = () =>
    call("GET", "/api/manager/factor")
      .then(setState)
      .catch((problem) => toast(problem.text, "bad"));
  useEffect(() => void load(), []);
  if (!state) return html`<p class="wait" role="status">${t("manager.loading")}</p>`;
  const done = (text) => {
    if (text) toast(text, "good");
    setDialog(null);
    load();
  };
  const act = (what, icon, kind = "") =>
    html`<${Button} icon=${icon} kind=${kind} data-act=${what} onClick=${() => setDialog(what)}>
      ${t(`factor.${what}`)}
    <//>`;
  return html`<div class="mine">
    <section class="panel factor" data-on=${state.on}>
      <h2>
        ${t("factor.title")} <span class=${`state ${state.on ? "good" : ""}`}>
          <${Icon} name=${state.on ? "shield-check" : "shield"} /> ${t(
            state.on ? "factor.on" : "factor.off",
          )}
        </span>
      </h2>
      <p class="hint">
        ${state.on ? t("factor.since", { date: shown(state.since) }) : t("factor.why")}
      </p>
      ${
        state.on &&
        html`<p class=${state.recovery > few ? "" : "warning-line"} data-left=${state.recovery}>
          ${state.recovery <= few && html`<${Icon} name="triangle-alert" />`} ${t("factor.left", {
            n: state.recovery,
          })}
        </p>`
      }
      <div class="row">
        ${
          state.on
            ? html`
              ${act("renew", "refresh-cw")} ${act("switch-off", "shield", "danger")}
            `
            : act("switch-on", "shield-check", "primary")
        }
      </div>
    </section>
    <section class="panel factor-rule">
      <h2>${t("factor.rule")}</h2>
      <p class="hint">${t(state.needed ? "factor.rule.on" : "factor.rule.off")}</p>
      <div class="row">
        <${Button} icon="users" data-act="rule" onClick=${() => setDialog("rule")}>
          ${t(state.needed ? "factor.rule.release" : "factor.rule.require")}
        <//>
      </div>
    </section>
    ${
      dialog === "switch-on" &&
      html`<${Dialog} class="wide" title=${t("factor.title")} onClose=${() => done()}>
        <${Setup} me=${me} onDone=${() => done(t("factor.done"))} />
      <//>`
    }
    ${
      dialog === "switch-off" &&
      html`<${WithCode}
        what="switch-off"
        path="off"
        text="factor.off.text"
        danger
        onClose=${() => done()}
        onDone=${() => done(t("factor.off.done"))}
      />`
    }
    ${dialog === "renew" && html`<${Renew} me=${me} onClose=${() => done()} />`}
    ${
      dialog === "rule" &&
      html`<${Rule}
        needed=${!state.needed}
        onClose=${() => setDialog(null)}
        onDone=${() => done(t("people.saved"))}
      />`
    }
  </div>`;
}

// WithCode asks for a code as well as for the password.
function WithCode({ what, path, text, danger, onClose, onDone }) {
  const [code, setCode] = useState("");
  const send = (password) => post(`/api/manager/factor/${path}`, { password, code });
  return html`<${Dialog} title=${t(`factor.${what}`)} onClose=${onClose}>
    <${Confirm} send=${send} done=${onDone} danger=${danger} label=${t(`factor.${what}`)}>
      <p class="hint">${t(text)}</p>
      <${CodeField}
        label=${t("common.code")}
        hint=${t("common.code.hint")}
        value=${code}
        onInput=${setCode}
      />
    <//>
  <//>`;
}

function Renew({ me, onClose }) {
  const [codes, setCodes] = useState(null);
  if (!codes)
    return html`<${WithCode}
      what="renew"
      path="recovery"
      text="factor.renew.text"
      onClose=${onClose}
      onDone=${(got) => setCodes(got.codes)}
    />`;
  return html`<${Dialog} class="wide" title=${t("factor.renew")} onClose=${onClose}>
    <${Recovery} me=${me} codes=${codes} onDone=${onClose} />
  <//>`;
}

function Rule({ needed, onClose, onDone }) {
  const what = needed ? "require" : "release";
  return html`<${Dialog} title=${t(`factor.rule.${what}`)} onClose=${onClose}>
    <${Confirm}
      first
      send=${(password) => post("/api/manager/factor/needed", { password, needed })}
      done=${onDone}
      label=${t(`factor.rule.${what}`)}
    >
      <p class="hint">${t(`factor.rule.${what}.text`)}</p>
    <//>
  <//>`;
}

export function Enrol({ me, onDone }) {
  return html`<main class="enrol">
    <h1>${t("factor.must")}</h1>
    <p class="hint">${t("factor.must.text")}</p>
    <section class="panel"><${Setup} me=${me} onDone=${onDone} /></section>
  </main>`;
}
