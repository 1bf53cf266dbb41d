// Kiosks, displays, doors and programs that book: pairing by a code that is good for ten minutes, when each
// was last seen, revoking.
import { html, useState, useEffect, Icon, Button, Dialog, toast, useClock } from "shared/ui.js";
import { t, span, boot } from "shared/text.js";
import { call, post } from "shared/api.js";
import { secondsSince, secondsUntil } from "shared/servertime.js";
import { Confirm } from "../../ui/confirm.js";
import { shown } from "../../ui/dates.js";

// signs are those of the kinds of devices.
const signs = { kiosk: "smartphone", display: "monitor", door: "users", booking: "calendar-days" };
const lately = 120; // s: seen within this, a device is at work

export function Devices() {
  const [list, setList] = useState(null);
  const [dialog, setDialog] = useState(null); // "pair" or a device to revoke
  const at = useClock();
  const load = () =>
    call("GET", "/api/manager/devices")
      .then((got) => setList(got.devices))
      .catch((problem) => toast(problem.text, "bad"));
  useEffect(() => {
    load();
    const again = setInterval(load, 10_000);
    return () => clearInterval(again);
  }, []);
  if (!list) return html`<p class="wait" role="status">${t("manager.loading")}</p>`;
  const state = (d) =>
    d.revoked_at
      ? "revoked"
      : !d.seen_at
        ? "new"
        : secondsSince(d.seen_at, at) < lately
          ? "working"
          : "silent";
  const order = { working: 0, silent: 1, new: 2, revoked: 3 };
  const sorted = [...list].sort((a, b) => order[state(a)] - order[state(b)]);
  return html`<main class="devices">
    <div class="acts">
      <h1>${t("devices.title")}</h1>
      <${Button} kind="primary" icon="plus" data-act="pair" onClick=${() => setDialog("pair")}>
        ${t("devices.pair")}
      <//>
    </div>
    <section class="panel">
      <table>
        <thead>
          <tr>
            ${["name", "kind", "state", "seen", ""].map(
              (k) => html`<th key=${k}>${k && t(`devices.${k}`)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${sorted.map(
            (d) => html`<tr key=${d.id} data-device=${d.id} class=${d.revoked_at ? "empty" : ""}>
              <th scope="row">${d.name}</th>
              <td><${Icon} name=${signs[d.kind]} /> ${t(`devices.kind.${d.kind}`)}</td>
              <td><${StateOf} state=${state(d)} /></td>
              <td>${d.seen_at ? shown(d.seen_at) : "—"}</td>
              <td class="row-acts">
                ${
                  !d.revoked_at &&
                  html`<${Button}
                    kind="danger"
                    icon="unplug"
                    data-act="revoke"
                    onClick=${() => setDialog(d)}
                  >
                    ${t("devices.revoke")}
                  <//>`
                }
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </section>
    ${dialog === "pair" && html`<${Pair} onClose=${() => (setDialog(null), load())} />`}
    ${dialog?.id && html`<${Revoke} device=${dialog} onClose=${() => (setDialog(null), load())} />`}
  </main>`;
}

const looks = {
  working: ["good", "circle-check"],
  silent: ["warn", "triangle-alert"],
  new: ["", "clock"],
  revoked: ["", "ban"],
};

function StateOf({ state }) {
  const [kind, icon] = looks[state];
  return html`<span class=${`state ${kind}`}>
    <${Icon} name=${icon} /> ${t(`devices.state.${state}`)}
  </span>`;
}

function Pair({ onClose }) {
  const [kind, setKind] = useState(boot.data.kinds[0]);
  const [name, setName] = useState("");
  const [given, setGiven] = useState(null);
  const at = useClock();
  const ask = (password) => post("/api/manager/devices/pairing", { password, kind, name });
  const left = given && secondsUntil(given.expires_at, at);
  if (given)
    return html`<${Dialog} title=${t("devices.code", { name })} onClose=${onClose}>
      <p class=${`code ${left > 0 ? "" : "over"}`}>
        ${given.code.slice(0, 4)} ${given.code.slice(4)}
      </p>
      <p class="left" role="timer">
        ${left > 0 ? t("devices.left", { time: span(left) }) : t("devices.over")}
      </p>
      <p class="hint">
        ${
          kind === "booking"
            ? t("devices.code.program")
            : t("devices.code.text", { page: `/${kind}` })
        }
      </p>
      ${
        left <= 0 &&
        html`<${Button} kind="primary" icon="refresh-cw" onClick=${() => setGiven(null)}>
          ${t("devices.again")}
        <//>`
      }
    <//>`;
  return html`<${Dialog} title=${t("devices.pair")} onClose=${onClose}>
    <${Confirm} send=${ask} done=${setGiven} label=${t("devices.give")}>
      <div class="choices" role="radiogroup" aria-label=${t("devices.kind")}>
        ${boot.data.kinds.map(
          (k) => html`<label key=${k} class="choice">
            <input
              type="radio"
              name="kind"
              value=${k}
              checked=${kind === k}
              onChange=${() => setKind(k)}
            /> <span>${t(`devices.kind.${k}`)}</span>
          </label>`,
        )}
      </div>
      <label>
        ${t("devices.name")}
        <input
          name="device-name"
          required
          maxlength="80"
          placeholder=${t("devices.name.like")}
          value=${name}
          onInput=${(e) => setName(e.target.value)}
        />
      </label>
    <//>
  <//>`;
}

function Revoke({ device, onClose }) {
  const done = () => {
    toast(t("devices.revoked"), "good");
    onClose();
  };
  return html`<${Dialog}
    title=${t("devices.revoke.title", { name: device.name })}
    onClose=${onClose}
  >
    <${Confirm}
      danger
      first
      send=${(password) => post(`/api/manager/devices/${device.id}/revoke`, { password })}
      done=${done}
      label=${t("devices.revoke.go")}
    >
      <p class="hint">${t("devices.revoke.text")}</p>
    <//>
  <//>`;
}
