// The display of the hall: the newest frame as a picture, its new calls as sound.
import { station } from "shared/device.js";
import { live } from "shared/live.js";
import { Pairing } from "shared/pairing.js";
import { boot, setLanguage } from "shared/text.js";
import { HallNotices } from "shared/notices.js";
import { effect, html, render, signal } from "shared/ui.js";
import { serverNow } from "shared/servertime.js";
import { Announcer } from "./announcer.js";
import { age } from "./arrange.js";
import { Bank } from "./bank.js";
import { Board } from "./board.js";
import { Foot, Strip } from "./foot.js";
import { HallStrip } from "./hall.js";
import { Closed, Welcome } from "./idle.js";
import { Voice } from "./voice.js";

const quietFor = 20_000; // ms since the last call before the page may reload itself
const memoryKey = "display.announced";

const changed = signal(0); // announcer or voice changed
const second = signal(0); // a second went by
const beside = signal(3); // earlier calls that the notices leave room for
const touch = (counter) => (counter.value = (counter.peek() + 1) % 1e9);

// A browser that refuses storage costs a repeat after a reload, nothing else.
const memory = {
  read() {
    try {
      return Number(localStorage.getItem(memoryKey)) || 0;
    } catch {
      return 0;
    }
  },
  write(seq) {
    try {
      localStorage.setItem(memoryKey, String(seq));
    } catch {
      // See above.
    }
  },
};

const bank = new Bank(new URL("../voice/", import.meta.url).href);
const voice = new Voice(bank, () => report());
const announcer = new Announcer({
  say: (call, times, stop) => voice.say(call, times, stop),
  memory,
  listener: (call) => {
    report();
    if (call) document.dispatchEvent(new CustomEvent("announce", { detail: call }));
  },
});

// report shows on <html> what the screen did: for those who watch over it.
function report() {
  const { dataset } = document.documentElement;
  dataset.announced = String(announcer.announced);
  dataset.announcedSeq = String(announcer.last);
  dataset.spoken = String(announcer.spoken);
  dataset.failed = String(announcer.failed);
  dataset.queue = String(announcer.queue.length);
  dataset.sound = voice.state;
  touch(changed);
}

const place = station("display", () => {
  const view = live("/live/display", { quiet: () => quiet(view) });
  view.frame.subscribe((frame) => frame && announcer.take(frame));
  return view;
});
effect(() => {
  if (place.view.value === null) announcer.hush();
});

// The page may reload itself when nobody is being called.
function quiet(view) {
  const [last] = view.frame.peek()?.calls ?? [];
  return (
    !announcer.speaking &&
    announcer.queue.length === 0 &&
    (!last || age(last, serverNow().getTime()) > quietFor)
  );
}

function Screen() {
  void (changed.value + second.value); // drawn anew at every change and every second
  const view = place.view.value;
  if (!view) return html`<${Pairing} station=${place} note="display.offline-help" />`;
  const frame = view.frame.value;
  const now = serverNow().getTime();
  if (!frame)
    return view.state.value === "connecting"
      ? html`<div class="screen"></div>`
      : html`<div class="screen away">
        <${Strip}
          kind="bad"
          icon="wifi-off"
          text="common.no-connection"
          help="display.offline-help"
        />
      </div>`;
  const offline = !view.online.value;
  const { calls, directions, notices, closed } = frame;
  // Where some are received, tickets are given out.
  const shut = closed && !["services-only", "not-eligible"].includes(closed.code);
  const board = Board({
    calls,
    now,
    unspoken: announcer.queue.map((call) => call.seq),
    speaking: announcer.speaking?.seq ?? 0,
    stale: offline,
    beside: beside.value,
  });
  const prefixOf = (id) => directions.find((d) => d.id === id)?.prefix;
  return html`<div
    class=${`screen ${offline ? "offline" : ""} ${beside.value < 3 ? "crowded" : ""}`}
  >
    ${
      offline &&
      html`<${Strip}
        kind="bad"
        icon="wifi-off"
        text="common.no-connection"
        help="display.offline-help"
      />`
    }
    ${board || (closed ? html`<${Closed} closed=${closed} />` : html`<${Welcome} />`)}
    ${
      voice.state === "blocked" &&
      html`<${Strip} kind="warn" icon="volume-x" text="display.sound-off" />`
    }
    ${
      board &&
      shut &&
      html`<${Strip} kind="warn" icon="door-closed" text="display.no-more-tickets" />`
    }
    <${HallStrip} hall=${frame.hall} />
    <${HallNotices}
      notices=${notices}
      prefixOf=${prefixOf}
      strips=${
        [offline, voice.state === "blocked", board && shut, frame.hall].filter(Boolean).length
      }
      onFit=${({ calls: room }) => (beside.value = room)}
    />
    <${Foot} centre=${frame.centre} directions=${directions} now=${now} />
  </div>`;
}

setLanguage("az");
document.documentElement.dataset.build = boot.build;
report();
setInterval(() => touch(second), 1000);
render(html`<${Screen} />`, document.getElementById("root"));
bank.fill().catch(() => {}); // what is missing is fetched when it is needed
