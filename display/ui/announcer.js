// Announces every call exactly once, in order. It knows neither screen nor sound:
// what speaks, what remembers and who listens are given to it.
import { elapsed } from "shared/servertime.js";

const longQueue = 4; // calls waiting beyond which each is spoken once, not twice
const bound = 200; // calls waiting; beyond it the oldest are left to the screen
const frameHolds = 12; // calls in a frame, at most
const newFor = 30_000; // ms for which a call found after a reconnect is still news

export class Announcer {
  /** Calls that wait for the voice, oldest first, and the one being said. */
  queue = [];
  speaking = null;
  /** Counts since the page was loaded; failed ones count as spoken too. */
  announced = 0;
  spoken = 0;
  failed = 0;

  #last;
  #shown = new Set(); // sequence numbers of the last frame
  #say;
  #memory;
  #listener;
  #patience;
  #running = false;

  /**
   * say(call, times, signal) speaks and resolves at the end; it must stop when
   * the signal aborts. memory has read() and write(seq) for the last sequence
   * number announced. listener(call | null) hears of every change, with the call
   * when one was announced. patience is the longest that one call may take, in ms.
   */
  constructor({ say, memory, listener = (_) => {}, patience = 40_000 }) {
    this.#say = say;
    this.#memory = memory;
    this.#listener = listener;
    this.#patience = patience;
    this.#last = memory.read();
  }

  /** The sequence number of the newest call announced, or passed over as old. */
  get last() {
    return this.#last;
  }

  /** Takes what is new from a frame {seq, at, calls}. */
  take({ seq, at, calls }) {
    // The server's history is shorter than what was announced: another centre, or
    // a restored one. Its calls are new; their age still protects from repeats.
    if (seq < this.#last) this.#last = 0;
    this.#dropUndone(calls);
    const unheard = calls.filter((call) => call.seq > this.#last).sort((a, b) => a.seq - b.seq);
    if (unheard.length === 0) return;
    this.#last = unheard.at(-1).seq;
    this.#memory.write(this.#last);
    for (const call of unheard) if (elapsed(call.called_at, at) <= newFor) this.#add(call);
    this.#run();
  }

  /** Nobody listens any more: what waits is dropped, what is being said may end. */
  hush() {
    this.queue = [];
    this.#listener(null);
  }

  #add(call) {
    this.queue.push(call);
    if (this.queue.length > bound) this.queue.shift();
    this.announced++;
    this.#listener(call);
  }

  // A call that the last frame had and this one lacks, though no newer call can
  // have pushed it out, was taken back: nobody is to be sent to that desk.
  #dropUndone(calls) {
    const now = new Set(calls.map((call) => call.seq));
    const oldest = calls.length < frameHolds ? 0 : Math.min(...now);
    const undone = (call) => this.#shown.has(call.seq) && !now.has(call.seq) && call.seq > oldest;
    const kept = this.queue.filter((call) => !undone(call));
    this.#shown = now;
    if (kept.length === this.queue.length) return;
    this.queue = kept;
    this.#listener(null);
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    while (this.queue.length > 0) {
      const times = this.queue.length > longQueue ? 1 : 2;
      this.speaking = this.queue.shift();
      this.#listener(null);
      await this.#sayWithin(this.speaking, times);
      this.spoken++;
    }
    this.speaking = null;
    this.#running = false;
    this.#listener(null);
  }

  // Whatever happens to the sound of one call, the next has its turn.
  async #sayWithin(call, times) {
    const abort = new AbortController();
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("speaking took too long")), this.#patience);
    });
    try {
      await Promise.race([this.#say(call, times, abort.signal), late]);
    } catch {
      this.failed++;
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }
}
