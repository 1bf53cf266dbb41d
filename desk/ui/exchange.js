// Another time instead of a ticket, for a visitor without a phone: the free times,
// then the code to be read out and written down.
import { html, signal, useEffect, useState, Dialog, Icon, Button } from "shared/ui.js";
import { t, clock, longDate } from "shared/text.js";
import { call } from "shared/api.js";
import { FreeTimes } from "shared/freetimes.js";
import { mobile } from "shared/mobile.js";
import { move, pending, say } from "./moves.js";

const open = signal(null); // {desk, ticket}

export const exchange = ({ desk }, ticket) => (open.value = { desk, ticket });

export function Exchange() {
  if (!open.value) return null;
  const { desk, ticket } = open.value;
  const close = () => (open.value = null);
  return html`<${Dialog}
    class="wide"
    title=${t("desk.exchange.title", { number: ticket.number })}
    onClose=${close}
  >
    <${OtherTime} desk=${desk} ticket=${ticket} close=${close} />
  <//>`;
}

function OtherTime({ desk, ticket, close }) {
  const [days, setDays] = useState(null);
  const [at, setAt] = useState("");
  const [phone, setPhone] = useState("");
  const [done, setDone] = useState(null);
  const look = () =>
    call("GET", `/api/desk/tickets/${ticket.id}/times`).then(
      (got) => setDays(got.days),
      (problem) => (say(problem), close()),
    );
  useEffect(() => void look(), []);
  const take = async () => {
    const answer = await move("appointment", desk, {
      ticket: ticket.id,
      at,
      ...(phone && { phone }),
    });
    if (answer) return setDone(answer);
    setAt("");
    look(); // somebody was faster: what is left
  };
  if (done)
    return html`<div class="exchanged" aria-live="polite">
      <p>${t("desk.exchange.read")}</p>
      <p class="code">${done.code}</p>
      <p class="when">${longDate(done.at)}, <b>${clock(done.at)}</b></p>
      <p class="hint"><${Icon} name="info" /> ${t("desk.exchange.write")}</p>
      <${Button} kind="primary" icon="check" autofocus onClick=${close}>${t("common.close")}<//>
    </div>`;
  const wrong = phone.replace(/\D/g, "").length > 8 && !mobile(phone);
  if (!days) return html`<p role="status">…</p>`;
  if (!days.length) return html`<p>${t("desk.exchange.none")}</p>`;
  return html`
    <p>${t("desk.exchange.text")}</p>
    <${FreeTimes} days=${days} at=${at} choose=${setAt} />
    <label class="leave-phone">
      ${t("desk.exchange.phone")} <input
        type="tel"
        name="phone"
        autocomplete="off"
        maxlength="20"
        placeholder="050 123 45 67"
        value=${phone}
        onInput=${(e) => setPhone(e.target.value.trim())}
      />
      <small>
        ${
          wrong
            ? html`<b class="bad" role="alert">
              <${Icon} name="triangle-alert" /> ${t("error.bad-phone")}
            </b>`
            : t("desk.exchange.phone.why")
        }
      </small>
    </label>
    <${Button}
      kind="primary"
      icon="calendar-days"
      data-act="take"
      disabled=${!at || (phone && !mobile(phone)) || Boolean(pending.value)}
      onClick=${take}
    >
      ${
        at
          ? t("desk.exchange.go", { time: `${longDate(at)}, ${clock(at)}` })
          : t("desk.exchange.choose")
      }
    <//>
  `;
}
