// Taps become orders. Every tap counts, also two in the same instant: taps that
// come while an order is under way are sent together as the next one, in turn, so
// that none is lost and none is counted twice.
import { signal, toast } from "shared/ui.js";
import { post } from "shared/api.js";

// pending is what was tapped and is not yet in a frame.
export const pending = signal(0);

let waiting = 0,
  under = false;

export function tap(by) {
  waiting += by;
  pending.value += by;
  navigator.vibrate?.(20);
  if (!under) send();
}

async function send() {
  under = true;
  while (waiting !== 0) {
    const by = waiting;
    waiting = 0;
    try {
      await post("/api/door/count", { by });
    } catch (problem) {
      toast(problem.text, "bad");
    }
    pending.value -= by;
  }
  under = false;
}
