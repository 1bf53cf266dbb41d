// The other systems: which answer by themselves, what waits for each, and how
// each is reached.
import { html, useState, useEffect, Icon, Button, Dialog, toast } from "shared/ui.js";
import { t, has, clock } from "shared/text.js";
import { call, post } from "shared/api.js";
import { elapsed, serverNow } from "shared/servertime.js";
import { Confirm } from "../../ui/confirm.js";
import { shown } from "../../ui/dates.js";

const looks = {
  manual: ["pencil", ""],
  resting: ["pause", ""],
  working: ["circle-check", "good"],
  waiting: ["hourglass", "warn"],
  broken: ["unplug", "bad"],
};
const every = 3000; // ms between two looks

const troubleText = (code) => {
  const key = `connections.trouble.${code}`;
  return has(key) ? t(key) : t("connections.trouble.http", { n: code.replace("http-", "") });
};
const nameOf = (s) => (s.visitors ? t("connections.messages") : s.name);
const near = (moment) =>
  elapsed(moment, serverNow()) < 12 * 3600_000 ? clock(moment) : shown(moment);

export function ConnectionsPage() {
  const [list, setList] = useState(null);
  const [dialog, setDialog] = useState(null); // {what, system}
  const load = () =>
    call("GET", "/api/manager/connections")
      .then((got) => setList(got.systems))
      .catch(() => {});
  useEffect(() => {
    load();
    const look = setInterval(load, every);
    return () => clearInterval(look);
  }, []);
  if (!list)
    return html`<main class="connections">
      <p class="wait" role="status">${t("manager.loading")}</p>
    </main>`;
  const stored = (got) => {
    setList(got.systems);
    setDialog(null);
    toast(t("connections.saved"), "good");
  };
  const tryIt = async (s) => {
    try {
      const got = await post("/api/manager/connections/try", { system: s.system });
      if (got.works) toast(t("connections.tried.ok", { name: nameOf(s) }), "good");
      else
        toast(
          t("connections.tried.bad", { name: nameOf(s), trouble: troubleText(got.trouble) }),
          "bad",
        );
    } catch (problem) {
      toast(problem.text, "bad");
    }
    load();
  };
  return html`<main class="connections">
    <div class="acts"><h1>${t("connections.title")}</h1></div>
    <p class="hint">${t("connections.text")}</p>
    <section class="panel">
      <table>
        <thead>
          <tr>
            <th>${t("connections.system")}</th>
            <th>${t("connections.use")}</th>
            <th>${t("connections.state")}</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${list.map(
            (s) => html`<tr key=${s.system} data-system=${s.system} class=${s.state}>
              <th scope="row">${nameOf(s)}<small>${s.url ?? ""}</small></th>
              <td class="use">
                ${
                  s.look_ups > 0 &&
                  html`<span>
                    <${Icon} name="search" /> ${t("connections.look-ups", { n: s.look_ups })}
                  </span>`
                }
                ${
                  s.hand_over > 0 &&
                  html`<span>
                    <${Icon} name="send" /> ${t("connections.hand-over", { n: s.hand_over })}
                  </span>`
                }
                ${
                  s.visitors &&
                  html`<span><${Icon} name="smartphone" /> ${t("connections.visitors")}</span>`
                }
              </td>
              <td><${State} s=${s} /></td>
              <td class="row-acts">
                ${
                  s.refused > 0 &&
                  html`<${Button}
                    icon="rotate-ccw"
                    onClick=${() => setDialog({ what: "resend", system: s })}
                  >
                    ${t("connections.resend")}
                  <//>`
                }
                ${
                  !["manual", "resting"].includes(s.state) &&
                  html`<${Button} icon="refresh-cw" data-act="try" onClick=${() => tryIt(s)}>
                    ${t("connections.try")}
                  <//>`
                }
                <${Button}
                  icon="settings"
                  data-act="set"
                  onClick=${() => setDialog({ what: "set", system: s })}
                >
                  ${t(s.state === "manual" ? "connections.connect" : "connections.change")}
                <//>
              </td>
            </tr>`,
          )}
        </tbody>
      </table>
    </section>
    ${
      dialog?.what === "set" &&
      html`<${Settings} s=${dialog.system} onClose=${() => setDialog(null)} onStored=${stored} />`
    }
    ${
      dialog?.what === "resend" &&
      html`<${Dialog} title=${t("connections.resend")} onClose=${() => setDialog(null)}>
        <${Confirm}
          send=${(password) =>
            post("/api/manager/connections/resend", { system: dialog.system.system, password })}
          done=${stored}
          label=${t("connections.resend")}
        >
          <p class="hint">${t("connections.resend.text")}</p>
        <//>
      <//>`
    }
  </main>`;
}

function State({ s }) {
  const [icon, kind] = looks[s.state];
  return html`
    <span class=${`state ${kind}`}>
      <${Icon} name=${icon} /> ${t(`connections.state.${s.state}`)}
    </span>
    ${
      s.trouble &&
      html`<small>
        ${troubleText(s.trouble)}
        ${s.next_try && `, ${t("connections.next", { time: near(s.next_try) })}`}
      </small>`
    }
    ${
      s.waiting > 0 &&
      html`<small class="waits">
        <${Icon} name="hourglass" /> ${t("connections.waiting", {
          n: s.waiting,
          time: near(s.since),
        })}
      </small>`
    }
    ${
      s.refused > 0 &&
      html`<small class="refused">
        <${Icon} name="triangle-alert" /> ${t("connections.refused", { n: s.refused })}
      </small>`
    }
    ${
      s.state === "working" &&
      s.last_ok &&
      html`<small>${t("connections.last", { time: near(s.last_ok) })}</small>`
    }
  `;
}

function Settings({ s, onClose, onStored }) {
  const known = s.state !== "manual";
  const [url, setUrl] = useState(s.url ?? "");
  const [secret, setSecret] = useState("");
  const [active, setActive] = useState(known ? s.active : true);
  const send = (password) =>
    post("/api/manager/connections", {
      password,
      system: s.system,
      url: url.trim(),
      active,
      ...(secret && { secret }),
    });
  return html`<${Dialog} title=${t("connections.dialog", { name: nameOf(s) })} onClose=${onClose}>
    <${Confirm}
      send=${send}
      done=${onStored}
      label=${t("connections.save")}
      ready=${url.trim() !== "" && (known || secret !== "")}
    >
      <label>
        ${t("connections.url")}
        <input
          name="url"
          inputmode="url"
          autocomplete="off"
          spellcheck=${false}
          maxlength="500"
          value=${url}
          onInput=${(e) => setUrl(e.target.value)}
        />
        <small>${t(s.visitors ? "connections.url.hint.messages" : "connections.url.hint")}</small>
      </label>
      <label>
        ${t("connections.secret")}
        <input
          name="secret"
          type="password"
          autocomplete="new-password"
          maxlength="200"
          value=${secret}
          onInput=${(e) => setSecret(e.target.value)}
        />
        ${known && html`<small>${t("connections.secret.keep")}</small>`}
      </label>
      ${s.visitors && html`<p class="hint">${t("connections.visitors.text")}</p>`}
      <label class="tickline">
        <input
          type="checkbox"
          name="active"
          checked=${active}
          onChange=${(e) => setActive(e.target.checked)}
        /> ${t("connections.active")}
      </label>
      ${!active && html`<p class="hint">${t("connections.active.off")}</p>`}
    <//>
  <//>`;
}
