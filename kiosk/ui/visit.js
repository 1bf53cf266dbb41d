// The visit of one person at the kiosk: which screen, in which language, in which
// way of showing. reset() leaves nothing of the person behind.
import { signal } from "shared/ui.js";
import { setLanguage, language, boot } from "shared/text.js";
import { post, newKey } from "shared/api.js";

// screen is the screen shown: {name, …what it needs}.
export const screen = signal({ name: "start" });
export const modes = signal({ large: false, low: false });

export const go = (name, more = {}) => (screen.value = { name, ...more });

export function reset() {
  setLanguage(boot.languages[0]);
  modes.value = { large: false, low: false };
  go("start");
}

// pristine tells that there is nothing to go back from.
export const pristine = () =>
  screen.value.name === "start" &&
  language.value === boot.languages[0] &&
  !modes.value.large &&
  !modes.value.low;

// choose goes on from a direction: to the question of groups, or to the ticket.
export function choose(frame, direction, service) {
  if (frame.groups.length) go("groups", { direction, service });
  else take({ direction, service });
}

// take orders the ticket. The order has one key, however often it is sent: a
// double tap and a retry give one ticket.
export async function take({ direction, service, group = undefined, key = newKey() }) {
  if (screen.value.name === "working") return;
  go("working");
  try {
    const ticket = await post("/api/kiosk/tickets", {
      key,
      direction,
      language: language.value,
      ...(service && { service }),
      ...(group && { group }),
    });
    go("ticket", { ticket });
  } catch (problem) {
    if (problem.alternatives) go("closed", { direction, why: problem });
    else go("trouble", { problem, again: () => take({ direction, service, group, key }) });
  }
}
