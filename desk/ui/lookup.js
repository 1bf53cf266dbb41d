// Asking the connected systems about the visitor: one FIN, all the systems that
// the guide has asked, each answer in its row. What is not connected, or does not
// answer within three seconds, stays the agent's to record.
import { html, useState, useEffect, signal, Icon, Button } from "shared/ui.js";
import { t } from "shared/text.js";
import { call, post } from "shared/api.js";
import { say } from "./moves.js";
import { finless, Switch } from "./finless.js";

const connected = signal([]);

// asked is the FIN that was asked about last, and in which visit: the
// application need not have it typed again.
export const asked = signal({ ticket: "", fin: "" });

export function AskSystems({ service, ticket, list, onAnswer }) {
  const [fin, setFin] = useState(asked.value.ticket === ticket ? asked.value.fin : "");
  const [busy, setBusy] = useState(false);
  const [silent, setSilent] = useState([]);
  useEffect(
    () =>
      void call("GET", "/api/desk/lookups")
        .then((got) => (connected.value = got.connected))
        .catch(() => {}),
    [],
  );
  const systems = list.filter((s) => connected.value.includes(s.id));
  if (!systems.length) return null;
  if (finless(ticket))
    return html`<div class="ask-systems">
      <p class="silent"><${Icon} name="info" /> ${t("connections.ask.without")}</p>
      <${Switch} ticket=${ticket} />
    </div>`;
  const ask = async () => {
    if (busy || fin.length !== 7) return;
    setBusy(true);
    // What was answered under another FIN is about somebody else.
    const other = asked.value.ticket === ticket && asked.value.fin !== fin;
    asked.value = { ticket, fin };
    const mute = [];
    await Promise.all(
      systems.map(async (s) => {
        try {
          const got = await post("/api/desk/lookups", {
            ticket,
            service: service.id,
            service_version: service.version,
            subsystem: s.id,
            fin,
          });
          if (got.state === "found" || got.state === "not-found")
            onAnswer(s.id, got.state, got.note ?? "");
          else {
            mute.push(s.name);
            if (other) onAnswer(s.id, undefined, "");
          }
        } catch (problem) {
          if (problem.code === "network") mute.push(s.name);
          else say(problem);
        }
      }),
    );
    setSilent(mute);
    setBusy(false);
  };
  const keys = (e) => {
    if (e.key !== "Enter") return;
    e.preventDefault();
    ask();
  };
  return html`<div class="ask-systems">
    <label>
      ${t("connections.ask.fin")}
      <input
        name="ask-fin"
        class="fin"
        autocomplete="off"
        spellcheck=${false}
        value=${fin}
        onKeyDown=${keys}
        onInput=${(e) =>
          setFin(
            e.target.value
              .toUpperCase()
              .replace(/[^0-9A-Z]/g, "")
              .slice(0, 7),
          )}
      />
    </label>
    <${Button} icon="send" busy=${busy} disabled=${fin.length !== 7} onClick=${ask}>
      ${t(busy ? "connections.asking" : "connections.ask")}
    <//>
    <${Switch} ticket=${ticket} />
    <div role="status">
      ${silent.map(
        (name) => html`<p key=${name} class="silent">
          <${Icon} name="unplug" /> ${t("connections.silent", { name })}
        </p>`,
      )}
    </div>
  </div>`;
}
