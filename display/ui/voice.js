// Chime and words through the speakers of the hall.
import { announcement } from "./speech.js";

const chimeUntil = 1.25; // seconds after which the words begin; the chime rings out below them
const betweenTimes = 0.7; // seconds between the two times
const wakeFor = 400; // ms to wait for a context that starts to run
const over = 1500; // ms after its length when a sound that does not end is given up

export class Voice {
  /** "on", or "blocked" until somebody touches the screen. */
  state = "on";
  #bank;
  #listener;
  #context = null;

  /** listener() hears of every change of state. */
  constructor(bank, listener) {
    this.#bank = bank;
    this.#listener = listener;
    for (const touch of ["pointerdown", "keydown"])
      addEventListener(touch, () => this.#try(), { passive: true });
    this.#try();
  }

  /** Speaks a call so many times after the chime; resolves at the end. Fails when it could not be heard. */
  async say(call, times, signal) {
    const context = await this.#wake();
    if (!context) throw new Error("sound is blocked");
    const sound = await this.#compose(context, announcement(call), times);
    if (signal.aborted) return;
    try {
      await play(context, sound, signal);
    } catch (problem) {
      // An output that died (a cable, a sleeping television) is opened afresh.
      this.#context = null;
      context.close().catch(() => {});
      throw problem;
    }
  }

  // A machine without any output counts as blocked too: the picture stands alone.
  #try() {
    this.#wake().catch(() => this.#set("blocked"));
  }

  // #wake gives a running context, or null where the browser holds sound back
  // until somebody touches the screen.
  async #wake() {
    if (!this.#context || this.#context.state === "closed")
      this.#context = new AudioContext({ latencyHint: "playback" });
    const context = this.#context;
    // resume() stays pending for as long as sound is blocked.
    if (context.state !== "running")
      await Promise.race([context.resume().catch(() => {}), wait(wakeFor)]);
    this.#set(context.state === "running" ? "on" : "blocked");
    return context.state === "running" ? context : null;
  }

  #set(state) {
    if (state === this.state) return;
    this.state = state;
    this.#listener();
  }

  // #compose lays chime and words into one buffer, so that nothing can come
  // between two words. A sentence that lacks a clip is left out whole, because a
  // hole in it would mislead; the chime stays.
  async #compose(context, { language, parts }, times) {
    const decoded = async (path) => context.decodeAudioData(await this.#bank.bytes(path));
    const words = Promise.all(
      parts.map((part) => (typeof part === "number" ? part : decoded(`${language}/${part}.opus`))),
    ).catch(() => []);
    const chime = await decoded("chime.opus").catch(() => null);
    const placed = [];
    let at = 0;
    if (chime) {
      placed.push({ at, clip: chime });
      at = chimeUntil;
    }
    const sentence = await words;
    if (!chime && sentence.length === 0) throw new Error("no clip could be had");
    for (let n = 0; n < times && sentence.length > 0; n++) {
      if (n > 0) at += betweenTimes;
      for (const clip of sentence) {
        if (typeof clip !== "number") placed.push({ at, clip });
        at += typeof clip === "number" ? clip : clip.duration;
      }
    }
    return joined(context, placed);
  }
}

function joined(context, placed) {
  const end = Math.max(...placed.map(({ at, clip }) => at + clip.duration));
  const sound = context.createBuffer(
    1,
    Math.ceil(end * context.sampleRate) + 1,
    context.sampleRate,
  );
  const samples = sound.getChannelData(0);
  for (const { at, clip } of placed) {
    const from = Math.round(at * context.sampleRate);
    clip.getChannelData(0).forEach((sample, i) => (samples[from + i] += sample));
  }
  return sound;
}

function play(context, sound, signal) {
  return new Promise((resolve, reject) => {
    const source = context.createBufferSource();
    source.buffer = sound;
    source.connect(context.destination);
    const stop = (settle, value) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", aborted);
      source.onended = null;
      source.stop();
      source.disconnect();
      settle(value);
    };
    const aborted = () => stop(reject, new Error("aborted"));
    const timer = setTimeout(
      () => stop(reject, new Error("the sound does not end")),
      sound.duration * 1000 + over,
    );
    signal.addEventListener("abort", aborted);
    source.onended = () => stop(resolve);
    source.start();
  });
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
