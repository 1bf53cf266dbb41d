// Calls to the server: JSON in and out, refusals as Problem, and a key with
// everything that creates or moves something, so that trying again is harmless.
import { hearAnswer } from "shared/servertime.js";
import { language, t, has } from "shared/text.js";

const tries = 3;
const tryFor = 5000; // ms until one try is given up
const pauses = [400, 1200]; // ms between tries

// Problem is a refusal by the server, or code "network" when it was not reached.
// The facts of the problem document are its own fields.
export class Problem extends Error {
  /** @param {{code: string, status: number, title?: string, [fact: string]: any}} facts */
  constructor(facts) {
    super(facts.code);
    this.code = facts.code;
    this.status = facts.status;
    this.title = facts.title;
    Object.assign(this, facts);
  }

  // text is the refusal in the language shown now.
  get text() {
    const key = `error.${this.code}`;
    return has(key) ? t(key) : this.title || t("error.internal");
  }
}

export const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
};

async function once(method, path, body) {
  const asked = performance.now();
  let reply, text;
  try {
    reply = await fetch(path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        "Accept-Language": language.value,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      cache: "no-store",
      signal: AbortSignal.timeout(tryFor),
    });
    hearAnswer(reply.headers.get("Date"), asked);
    text = await reply.text();
  } catch {
    throw new Problem({ code: "network", status: 0 });
  }
  const value = parsed(text);
  if (reply.ok) return value;
  throw new Problem({ code: "internal", ...value, status: reply.status });
}

function parsed(text) {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// call makes one request and gives its parsed JSON, or null when there is none.
export const call = (method, path, body) => once(method, path, body);

const passing = (problem) => problem.code === "network" || problem.status === 503;

// post sends a command. A body without a key gets a fresh one, and every try
// carries the same, so the server acts once however often it hears it.
export async function post(path, body = {}) {
  const keyed = { key: newKey(), ...body };
  for (let n = 0; ; n++) {
    try {
      return await once("POST", path, keyed);
    } catch (problem) {
      if (!passing(problem) || n + 1 >= tries) throw problem;
      await new Promise((done) => setTimeout(done, pauses[n]));
    }
  }
}
