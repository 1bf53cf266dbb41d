// What the pages of the console read from the server, kept while they are shown.
import { signal } from "shared/ui.js";
import { call } from "shared/api.js";
import { nameOf } from "shared/text.js";

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

export const directionName = (id) => nameOf(setup.value?.directions, id);
export const groupName = (id) => nameOf(setup.value?.groups, id);
export const serviceName = (id) => nameOf(setup.value?.services, id);
