// The counter at the entrance: two large keys, who waits outside, and one number
// that matters. It works by touch, by double taps, and by the keys + and −.
import {
  html,
  render,
  useEffect,
  useState,
  Icon,
  Languages,
  Mark,
  Button,
  Dialog,
  Toasts,
  toast,
  useClock,
} from "shared/ui.js";
import { t, pick, clock, language, span } from "shared/text.js";
import { live } from "shared/live.js";
import { post } from "shared/api.js";
import { secondsUntil } from "shared/servertime.js";
import { station } from "shared/device.js";
import { Pairing } from "shared/pairing.js";
import { pending, tap } from "./count.js";

const place = station("door", () => live("/live/door"));

const order = (path, body) => post(path, body).catch((problem) => toast(problem.text, "bad"));

function App() {
  const v = place.view.value;
  if (!v) return html`<${Pairing} station=${place} />`;
  return html`<${Counter} frame=${v.frame.value} online=${v.online.value} />`;
}

/** @param {{frame: import("../../../assets/types/frames").DoorFrame, [prop: string]: any}} props */
function Counter({ frame, online }) {
  const [setting, setSetting] = useState(false);
  useEffect(() => {
    const key = (e) => {
      if (setting || e.ctrlKey || e.metaKey) return;
      const by = { "+": 1, "=": 1, ArrowUp: 1, "-": -1, "−": -1, ArrowDown: -1 }[e.key];
      if (by && online) {
        e.preventDefault();
        tap(by);
      }
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, [online, setting]);
  if (!frame) return html`<p class="wait" role="status">${t("common.no-connection")}</p>`;
  // A tap shows at once; the server's word replaces it when it comes.
  const inside = Math.max(0, frame.inside + pending.value);
  const free = frame.capacity === undefined ? null : frame.capacity - inside - frame.expected;
  const state = free === null ? "open" : free > 0 ? "room" : "full";
  return html`
    <header class="bar"><${Mark} centre=${frame.centre} /><${Languages} /></header>
    <main class=${online ? state : `${state} cut-off`}>
      ${
        !online &&
        html`<p class="offline" role="alert">
          <${Icon} name="wifi-off" /> ${t("common.no-connection")}
        </p>`
      }
      <section class="now" aria-live="polite">
        <h1>${t("door.inside")}</h1>
        <p class="inside">
          <b>${inside}</b>
          ${frame.capacity !== undefined && html`<span>/ ${frame.capacity}</span>`}
        </p>
        <p class="verdict">
          <${Icon} name=${state === "full" ? "door-closed" : "door-open"} /> ${
            state === "open"
              ? t("door.no-limit")
              : state === "room"
                ? t("door.free", { n: free })
                : frame.expected > 0 && inside < frame.capacity
                  ? t("door.kept", { n: frame.expected })
                  : t("door.full")
          }
        </p>
        ${
          frame.name &&
          html`<p class="why">
            ${pick(frame.name)} · ${t(frame.companions ? "door.companions" : "door.no-companions")}
          </p>`
        }
        ${!frame.counted && html`<p class="why">${t("door.uncounted")}</p>`}
      </section>
      <div class="keys">
        <button type="button" class="out" disabled=${!online} onClick=${() => tap(-1)}>
          <${Icon} name="minus" />
          <span>${t("door.out")}</span>
        </button>
        <button type="button" class="in" disabled=${!online} onClick=${() => tap(1)}>
          <${Icon} name="plus" />
          <span>${t("door.in")}</span>
        </button>
      </div>
      <${Outside} frame=${frame} full=${state === "full"} online=${online} />
      <p class="set">
        <${Button} icon="pencil" disabled=${!online} onClick=${() => setSetting(true)}>
          ${t("door.set")}
        <//>
      </p>
    </main>
    ${setting && html`<${Recount} inside=${inside} onClose=${() => setSetting(false)} />`}
  `;
}

/** @param {{frame: import("../../../assets/types/frames").DoorFrame, [prop: string]: any}} props */
function Outside({ frame, full, online }) {
  const at = useClock();
  const give = async () => {
    const o = await order("/api/door/outside", { language: language.value });
    if (o) toast(t("door.outside.given", { number: o.number }), "good");
  };
  return html`<section class="outside">
    <h2>${t("door.outside")} <b>${frame.outside.length}</b></h2>
    ${
      full &&
      html`<${Button} icon="ticket" disabled=${!online} onClick=${give}>
        ${t("door.outside.give")}
      <//>`
    }
    ${frame.outside.length === 0 && html`<p>${t("door.outside.none")}</p>`}
    <ul>
      ${frame.outside.map(
        (o) => html`<li key=${o.number} class=${o.called_at ? "called" : ""}>
          <b>${o.number}</b>
          <span>
            ${
              o.called_at
                ? html`
                  <${Icon} name="bell-ring" /> ${t("door.outside.called", {
                    time: span(secondsUntil(o.until, at)),
                  })}
                `
                : t("door.outside.since", { time: clock(o.since) })
            }
          </span>
          <${Button}
            kind=${o.called_at ? "primary" : ""}
            icon="check"
            disabled=${!online}
            onClick=${() => order(`/api/door/outside/${o.number}/enter`)}
          >
            ${t("door.outside.enter")}
          <//>
          <${Button}
            icon="user-x"
            disabled=${!online}
            onClick=${() => order(`/api/door/outside/${o.number}/give-up`)}
          >
            ${t("door.outside.gone")}
          <//>
        </li>`,
      )}
    </ul>
  </section>`;
}

function Recount({ inside, onClose }) {
  const [n, setN] = useState(String(inside));
  const send = async (e) => {
    e.preventDefault();
    if (await order("/api/door/recount", { inside: Number(n) })) onClose();
  };
  return html`<${Dialog} title=${t("door.set")} onClose=${onClose}>
    <form class="recount" onSubmit=${send}>
      <label>
        ${t("door.set.how-many")} <input
          name="inside"
          inputmode="numeric"
          pattern="\\d{1,4}"
          required
          autofocus
          value=${n}
          onInput=${(e) => setN(e.target.value.replace(/\D/g, ""))}
        />
      </label>
      <button class="button primary" disabled=${n === ""}>${t("door.set.go")}</button>
    </form>
  <//>`;
}

render(html`<${App} /><${Toasts} />`, document.getElementById("root"));
