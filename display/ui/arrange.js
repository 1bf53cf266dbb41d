// Which calls stand where on the board. Pure.
import { elapsed } from "shared/servertime.js";

const most = 3; // calls beside the newest, at the full size
const shownFor = 30 * 60_000; // ms after which a call concerns nobody in the hall

/** How long a call is highlighted, in ms (surfaces, Display). */
export const highlight = 10_000;

/** The age of a call in ms; a clock that is behind makes it 0. */
export const age = (call, now) => elapsed(call.called_at, now);

/**
 * Arranges calls (newest first, as a frame has them). unspoken are the sequence
 * numbers that still wait for the voice, speaking the one that it says now.
 *
 * The newest always has its half. Ordinarily the three before it stand beside at
 * the full size, two when notices need the room and the third has been said.
 * When more calls came at once than the voice could say, none may leave the
 * screen unsaid: then the one being said stands beside at full size, and all
 * others below it, smaller.
 */
export function arrange(calls, { now, unspoken = [], speaking = 0, beside = most }) {
  const pending = (call) => call.seq === speaking || unspoken.includes(call.seq);
  const shown = withoutRepeats(calls).filter((call) => age(call, now) < shownFor || pending(call));
  const [newest = null, ...others] = shown;
  const burst = others.slice(most).some(pending);
  const room = others.slice(beside, most).some(pending) ? most : beside;
  if (!burst) return { newest, large: others.slice(0, room), small: [] };
  const said = others.find((call) => call.seq === speaking) ?? others[0];
  return { newest, large: [said], small: others.filter((call) => call !== said) };
}

// A recalled number stands once, at its newest call.
function withoutRepeats(calls) {
  const seen = new Set();
  return calls.filter((call) => !seen.has(call.number) && seen.add(call.number));
}
