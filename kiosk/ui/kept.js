// What a visitor got for a ticket, kept by the phone itself until its time is over: the
// server forgets the ticket's token at the end of the day, the appointment is later.
import { later } from "shared/servertime.js";

const name = "dost.visit";

export function keep(token, visit) {
  try {
    localStorage.setItem(name, JSON.stringify({ token, ...visit }));
  } catch {
    // A phone that keeps nothing shows the page as long as the day lasts.
  }
}

const day = 24 * 3600_000;

// kept is the visit of this token, until a day after its time; else null.
export function kept(token, now) {
  try {
    const visit = JSON.parse(localStorage.getItem(name));
    if (visit?.token !== token) return null;
    if (later(visit.instead.at, day) > now) return visit;
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept, or nothing that can be read.
  }
  return null;
}
