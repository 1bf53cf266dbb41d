// The life of a device: a server that knows it, forgets it, knows it again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { standIn } from "./standin.mjs";

standIn();
globalThis.location = { hash: "#the-link's-token", pathname: "/display", search: "?x=1" };
const addresses = [];
globalThis.history = { replaceState: (...to) => addresses.push(to[2]) };

// The server of the test: what it was asked, and what it answers.
const asked = [];
let status = 200;
globalThis.fetch = async (path, { method, body }) => {
  asked.push(`${method} ${path} ${body ?? ""}`.trim());
  if (status === 0) throw new TypeError("not reached");
  return {
    ok: status < 400,
    status,
    headers: new Headers(),
    text: async () => (status < 400 ? "{}" : '{"code":"not-signed-in"}'),
  };
};

const { signal } = await import("@preact/signals-core");
const { station } = await import("./device.js");

// A view as live() gives it, whose state the test sets.
const views = [];
function open() {
  const view = { state: signal("online"), closed: false, close: () => (view.closed = true) };
  views.push(view);
  return view;
}
const until = async (true_) => {
  for (let n = 0; n < 400 && !true_(); n++) await new Promise((done) => setTimeout(done, 10));
  assert.ok(true_(), String(true_));
};

test("a link's token becomes a view; a revoked device asks to be paired, and comes back", async () => {
  assert.deepEqual(addresses, ["/display?x=1"]);
  const place = station("display", open);
  assert.equal(place.view.value, undefined); // nothing is known yet
  await until(() => views.length === 1 && place.view.value === views[0]);
  assert.deepEqual(asked, [
    'POST /api/device {"token":"the-link\'s-token"}',
    "GET /api/device?kind=display",
  ]);

  status = 401;
  views[0].state.value = "signed-out";
  await until(() => place.view.value === null);
  assert.ok(views[0].closed);
  assert.equal(asked.length, 3, "the token is handed in once");

  // Paired on the spot: the server is asked at once, not at the next time.
  status = 200;
  const before = Date.now();
  place.again();
  await until(() => views.length === 2 && place.view.value === views[1]);
  assert.ok(Date.now() - before < 1000);

  // A server that went has not said no: the view is opened anew and says so itself.
  status = 0;
  views[1].state.value = "gone";
  await until(() => views.length === 3 && place.view.value === views[2]);

  // Paired in another window: nobody has to tell this one.
  status = 403;
  views[2].state.value = "signed-out";
  await until(() => place.view.value === null);
  status = 200;
  await until(() => views.length === 4 && place.view.value === views[3]);

  // Other ends are the view's own business.
  views[3].state.value = "replaced";
  await new Promise((done) => setTimeout(done, 700));
  assert.equal(views.length, 4);
  assert.equal(views[3].closed, false);
});
