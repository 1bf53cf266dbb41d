// What the pages of the console read from the server, kept while they are shown.
import { signal } from "shared/ui.js";
import { call } from "shared/api.js";
import { pick } from "shared/text.js";

export const regimes = signal(null); // {at, regimes, conflicts}
export const setup = signal(null); // {rev, directions, desks, groups, services, limits}
export const lost = signal(null); // the Problem that kept the last reading from coming

async function load(into, path) {
  try {
    into.value = await call("GET", path);
    lost.value = null;
  } catch (problem) {
    lost.value = problem;
  }
}

export const loadRegimes = () => load(regimes, "/api/manager/regimes");
export const loadSetup = () => load(setup, "/api/manager/setup");

const named = (list, id) => pick(list?.find((one) => one.id === id)?.name) || id;
export const directionName = (id) => named(setup.value?.directions, id);
export const groupName = (id) => named(setup.value?.groups, id);
export const serviceName = (id) => named(setup.value?.services, id);
