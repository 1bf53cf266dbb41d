// What the page knows: the offer, the visit being booked, and the list that is open.
import { signal, toast } from "shared/ui.js";
import { call, post } from "shared/api.js";
import { dayMonth, dayName, clock } from "shared/text.js";
import { noon } from "shared/days.js";

export const offer = signal(null);

const blank = () => ({
  phone: "",
  kind: "appointment",
  direction: offer.value?.directions[0]?.id ?? "",
  service: "",
  group: "",
  language: "az",
  at: null,
});

// draft is the visit being booked; moving is the booking that gets another time
// instead; done is the booking that was just made.
export const draft = signal(blank());
export const moving = signal(null);
export const done = signal(null);

// list is what the right side shows: {name: "day", day} | {name: "found"}, with its
// bookings | {name: "urgent"} | {name: "reminders"}, which telling holds.
export const list = signal({ name: "day", day: "", bookings: [], again: null });

// telling is who is to be called: {messages, urgent, reminders}.
export const telling = signal(null);

export async function loadTelling() {
  try {
    telling.value = await call("GET", "/api/operator/telling");
  } catch (problem) {
    if (telling.value === null) toast(problem.text, "bad");
  }
}

export async function loadOffer() {
  try {
    offer.value = await call("GET", "/api/operator/offer");
    if (!draft.value.direction) draft.value = blank();
    if (!list.value.day) await openDay(offer.value.today);
    if (location.hash === "#told") openTelling("urgent");
  } catch (problem) {
    toast(problem.text, "bad");
  }
}

export const set = (more) => (draft.value = { ...draft.value, ...more });

export function startOver() {
  draft.value = blank();
  moving.value = done.value = null;
  if (list.value.name === "found") openDay(list.value.day); // the next caller's list is not this one's
}

export function startMove(b) {
  moving.value = b;
  done.value = null;
  draft.value = {
    phone: b.phone ?? "",
    kind: b.kind,
    direction: b.direction,
    service: b.service ?? "",
    group: b.group ?? "",
    language: b.language,
    at: null,
  };
}

// fetchTimes gives a week of times from a day on.
export function fetchTimes(d, from) {
  const q = new URLSearchParams({ direction: d.direction, kind: d.kind, from, days: "7" });
  if (d.service) q.set("service", d.service);
  if (d.group) q.set("group", d.group);
  if (moving.value) q.set("move", moving.value.id);
  return call("GET", `/api/operator/slots?${q}`);
}

export async function confirm() {
  const d = draft.value;
  const b = moving.value
    ? await post(`/api/operator/appointments/${moving.value.id}/move`, { at: d.at })
    : await post("/api/operator/appointments", {
        kind: d.kind,
        direction: d.direction,
        at: d.at,
        phone: d.phone,
        language: d.language,
        ...(d.service && { service: d.service }),
        ...(d.group && { group: d.group }),
      });
  done.value = { ...b, phone: d.phone };
  moving.value = null;
  refresh();
  return b;
}

export async function cancel(b, reason) {
  const after = await post(`/api/operator/appointments/${b.id}/cancel`, { reason });
  refresh();
  return after;
}

async function open(next, load) {
  try {
    list.value = { ...next, bookings: (await load()).appointments };
  } catch (problem) {
    toast(problem.text, "bad");
  }
}

export const openDay = (day) =>
  open({ name: "day", day, again: () => openDay(day) }, () =>
    call("GET", `/api/operator/appointments?day=${day}`),
  );
export const openTelling = (name) => {
  list.value = { name, day: list.value.day, bookings: [], again: loadTelling };
  loadTelling();
};
export const openFound = (by) =>
  open({ name: "found", day: list.value.day, again: () => openFound(by) }, () =>
    post("/api/operator/find", by),
  );
export const refresh = () => {
  if (list.value.again !== loadTelling) loadTelling(); // who is booked anew, moved or cancelled needs no call
  list.value.again?.();
};

// called says that the visitor of a booking was told, or did not answer.
export async function called(b, how) {
  await post(`/api/operator/appointments/${b.id}/${how}`, {});
  await loadTelling();
}

export const dayTitle = (day) => `${dayMonth(noon(day))}, ${dayName(noon(day))}`;
export const whenTitle = (at) => `${dayMonth(at)}, ${dayName(at)}, ${clock(at)}`;
// spokenPhone groups "+994501234567" as people read it: 050 123 45 67.
export const spokenPhone = (p) =>
  (p ?? "").replace(/^\+994(\d\d)(\d{3})(\d\d)(\d\d)$/, "0$1 $2 $3 $4");
