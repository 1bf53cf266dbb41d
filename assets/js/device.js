// A device at its place. A link carries its token behind the #: it becomes the cookie
// that the socket needs, and leaves the address at once. Without one the screen asks
// for the pairing code that the manager's page shows: see pairing.js.
import { signal } from "@preact/signals";
import { call } from "shared/api.js";

const pause = 3000; // ms until the server is asked again
const soon = 500; // ms, when it knew the device a moment ago

let token = location.hash.slice(1);
if (token) history.replaceState(null, "", location.pathname + location.search);

// station keeps a device at work: while the server knows it, a live view as open()
// makes it; a view that ends by one of the states in ends is opened anew, if the
// server still knows the device. It gives {kind, view, again}:
//   kind    "kiosk", "display" or "door";
//   view    signal: undefined before the server was asked, null while the device is
//           not paired;
//   again() asks the server at once: the device was paired.
// It never stops asking by itself: the device may be paired in another window.
/**
 * @template {{state: import("@preact/signals").Signal<string>, close: () => void}} V
 * @param {"kiosk" | "display" | "door"} kind
 * @param {() => V} open
 */
export function station(kind, open, ends = ["signed-out", "gone"]) {
  /** @type {import("@preact/signals").Signal<V>} */
  const view = signal(undefined);
  /** @type {(value?: unknown) => void} */
  let wake = () => {};
  const work = async () => {
    for (;;) {
      const known = await paired(kind);
      if (known) {
        view.value = open();
        await ended(view.value, ends);
        view.value.close();
      } else view.value = null;
      await Promise.race([wait(known ? soon : pause), new Promise((done) => (wake = done))]);
    }
  };
  work();
  return { kind, view, again: () => wake() };
}

// paired hands in the link's token, if there is one, and tells whether the server
// knows this device. A server that is not reached has not said no: the live view
// shows that it is cut off, and ends when the answer is known.
async function paired(kind) {
  for (;;) {
    try {
      if (token) await call("POST", "/api/device", { token });
      token = "";
      await call("GET", `/api/device?kind=${kind}`);
      return true;
    } catch ({ status }) {
      const refused = status === 401 || status === 403;
      if (!token) return !refused;
      if (refused)
        token = ""; // a wrong token; the cookie may still be good
      else await wait(pause);
    }
  }
}

/** @returns {Promise<void>} */
const ended = (view, ends) =>
  new Promise((done) => {
    const stop = view.state.subscribe((state) => {
      if (!ends.includes(state)) return;
      queueMicrotask(() => stop());
      done();
    });
  });

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
