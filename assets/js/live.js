// One live view of the server: the newest frame, and whether it is fresh. A frame comes
// at least every two seconds; a silence of 4.5 s means that the screen is cut off,
// whatever the socket believes of itself.
import { signal } from "@preact/signals";
import { hearFrame } from "shared/servertime.js";
import { boot } from "shared/text.js";

const silence = 4500; // ms without a frame until the screen is offline
// A try to connect sends its first packet at once and again after 1 s; given up
// after 2 s, the next one follows. So a network that is whole again is found
// within two seconds. Every fourth try waits longer, for one that is only slow.
const knock = 2000; // ms
const firstPause = 500; // ms between tries, doubled up to lastPause, less a random part
const lastPause = 1500;
const behindFor = 10_000; // ms of older frames until the page starts afresh

// Close codes that say something about coming back (RFC 6455 leaves 4000–4999
// to applications).
const signedOut = 4401;
const replaced = 4409;

// live opens a view of path. It gives {frame, online, state, close}:
//   frame   signal of the newest frame, null before the first;
//   online  signal, true while frames arrive;
//   state   signal: "connecting", "online", "offline", "signed-out", "replaced"
//           or "gone" (the last three do not come back by themselves);
//   close() ends the view.
// quiet, if given, is asked before the page reloads itself for a newer build:
// it returns true when nobody would be disturbed.
/**
 * @template {keyof import("../types/frames").Frames} P
 * @param {P} path
 * @param {{quiet?: () => boolean}} [options]
 * @returns {View<import("../types/frames").Frames[P]>}
 */
export function live(path, { quiet = () => true } = {}) {
  return new View(path, quiet);
}

/** @template {{seq: number, at: string, build: string}} F */
class View {
  /** @type {import("@preact/signals").Signal<F>} */
  frame = signal(null);
  online = signal(false);
  state = signal("connecting");
  #path;
  #quiet;
  #socket = null;
  #attempt = 0;
  #opened = false; // the socket, at least once
  #stale = 0; // timer: frames have stopped
  #again = 0; // timer: next try
  #behindSince = 0;
  #reloading = false;
  #wake = () => this.#look();

  constructor(path, quiet) {
    this.#path = path;
    this.#quiet = quiet;
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.#connect();
  }

  close = () => {
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#detach();
    clearTimeout(this.#again);
    this.online.value = false;
  };

  #connect() {
    clearTimeout(this.#again);
    this.#detach();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.#path}`);
    this.#opened = false;
    this.#socket = socket;
    socket.onopen = () => {
      this.#opened = true;
      this.#listen();
    };
    socket.onmessage = (message) => this.#receive(message.data);
    socket.onclose = (event) => this.#closed(event.code);
    this.#listen(this.#attempt % 4 === 0 ? silence : knock);
  }

  // #detach forgets the socket at once: on a dead link close() would wait for
  // more than a minute before it says so.
  #detach() {
    clearTimeout(this.#stale);
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #listen(patience = silence) {
    clearTimeout(this.#stale);
    this.#stale = setTimeout(() => this.#lost(), patience);
  }

  #receive(text) {
    const frame = JSON.parse(text);
    const last = this.frame.peek();
    const at = Date.parse(frame.at);
    if (last && (frame.seq < last.seq || (frame.seq === last.seq && at < Date.parse(last.at)))) {
      this.#behind();
      return;
    }
    this.#behindSince = 0;
    hearFrame(at);
    this.#attempt = 0;
    this.#listen();
    this.frame.value = frame;
    this.online.value = true;
    this.state.value = "online";
    if (frame.build && frame.build !== boot.build) this.#reload();
  }

  // #behind drops an older frame. A server that stays behind serves another
  // history (restored, or a new centre): then only a fresh page is honest.
  #behind() {
    this.#behindSince ||= performance.now();
    if (performance.now() - this.#behindSince > behindFor) this.#reload();
  }

  #lost() {
    const longest = this.#opened ? lastPause : firstPause; // an unanswered try was a pause itself
    this.#detach();
    this.#offline();
    this.#later(longest);
  }

  #closed(code) {
    this.#socket = null;
    clearTimeout(this.#stale);
    this.#offline();
    if (code === signedOut) this.state.value = "signed-out";
    else if (code === replaced) this.state.value = "replaced";
    else if (this.#opened) this.#later();
    else this.#ask();
  }

  #offline() {
    this.online.value = false;
    this.state.value = "offline";
  }

  #later(longest = lastPause) {
    const pause = Math.min(longest, firstPause * 2 ** this.#attempt++);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#connect(), pause * (0.5 + Math.random() / 2));
  }

  // #ask finds out why a socket was refused before it opened: the browser hides
  // the status, an ordinary request shows it.
  async #ask() {
    let status = 0; // of the answer; 0 = the server is not reached
    try {
      status = (await fetch(this.#path, { cache: "no-store", signal: AbortSignal.timeout(knock) }))
        .status;
    } catch {
      /* not reached: try again later */
    }
    if (status === 401 || status === 403) this.state.value = "signed-out";
    else if (status === 404 || status === 410) this.state.value = "gone";
    else this.#later();
  }

  // #look runs when the network returns or the page is seen again: a sleeping
  // page's timers may be late.
  #look() {
    const resting = ["signed-out", "replaced", "gone"].includes(this.state.peek());
    if (!resting && !this.online.peek() && !document.hidden) this.#connect();
  }

  #reload() {
    if (this.#reloading) return;
    this.#reloading = true;
    const timer = setInterval(() => {
      if (!this.#quiet()) return;
      clearInterval(timer);
      location.reload();
    }, 1000);
  }
}
