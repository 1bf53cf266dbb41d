// Pairing by link: the token in the address's fragment becomes the cookie that
// the socket needs, and leaves the address at once.
import { call } from "shared/api.js";

const pause = 3000; // ms until the server is asked again when it was not reached

/** Hands the fragment's token to the server. Resolves when it is settled; an unknown token shows as "signed-out" later. */
export async function pair() {
  const token = location.hash.slice(1);
  if (!token) return;
  history.replaceState(null, "", location.pathname + location.search);
  for (;;) {
    try {
      await call("POST", "/api/device", { token });
      return;
    } catch (problem) {
      if (problem.code !== "network" && problem.status < 500) return;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** Resolves when the server accepts this device again, asked gently. */
export async function accepted(path) {
  for (;;) {
    await new Promise((done) => setTimeout(done, 20_000));
    try {
      const { status } = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(5000) });
      if (status !== 401 && status !== 403 && status < 500) return;
    } catch {
      // Not reached: ask again.
    }
  }
}
