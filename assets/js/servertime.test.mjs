// A screen tells the server's time, whatever its own PC believes. The PC of these tests
// is three hours late, and put right in the middle of the day.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { standIn } from "./standin.mjs";

const noon = Date.parse("2026-11-23T12:00:00+04:00");
let ran = 5000; // ms since the page began: performance.now()
performance.now = () => ran;
Date.now = () => noon - 3 * 3600_000;
standIn({ at: new Date(noon).toISOString() });

// A page of its own for every story: what was heard is kept by the module.
const fresh = () => import(`./servertime.js?story=${++stories}`);
let stories = 0;
afterEach(() => (ran = 5000));

const off = (time) => time.serverNow().getTime() - noon;

test("the page's own moment counts from the start, and time passes by a clock that never jumps", async () => {
  const time = await fresh();
  assert.equal(off(time), 0);
  ran += 1500;
  assert.equal(off(time), 1500);
  Date.now = () => noon + 9 * 3600_000; // somebody sets the PC's clock
  assert.equal(off(time), 1500);
});

test("a frame's moment is the server's time at once, forward and back", async () => {
  const time = await fresh();
  time.hearFrame(noon + 60_000);
  assert.equal(off(time), 60_000);
  ran += 250;
  assert.equal(off(time), 60_250);
  time.hearFrame(noon - 40);
  assert.equal(off(time), -40);
});

test("an answer's whole seconds correct only what they contradict", async () => {
  const time = await fresh();
  const answer = (ms) => time.hearAnswer(new Date(noon + ms).toUTCString(), ran);
  ran += 700;
  answer(0); // 12:00:00 and 0.7 s may both be true
  assert.equal(off(time), 700);
  answer(30_000); // half a minute on: the PC slept
  assert.equal(off(time), 30_500);
  time.hearAnswer(null, ran); // a proxy ate the header
  assert.equal(off(time), 30_500);
  answer(10_000); // the server's clock was put back
  assert.equal(off(time), 10_500);
});

test("an answer that was long under way leaves room for its way", async () => {
  const time = await fresh();
  const asked = ran;
  ran += 4000;
  time.hearAnswer(new Date(noon).toUTCString(), asked); // written when the request arrived
  assert.equal(off(time), 4000);
});

test("where frames come, answers say nothing new", async () => {
  const time = await fresh();
  time.hearFrame(noon + 60_000);
  time.hearAnswer(new Date(noon).toUTCString(), ran);
  assert.equal(off(time), 60_000);
});

test("how long ago is counted against the server, and is never less than nothing", async () => {
  const { secondsSince, secondsUntil } = await fresh();
  const at = new Date(noon);
  assert.equal(secondsSince("2026-11-23T11:57:00+04:00", at), 180);
  assert.equal(secondsSince("2026-11-23T11:59:58.400+04:00", at), 1);
  assert.equal(secondsSince("2026-11-23T12:00:09+04:00", at), 0);
  assert.equal(secondsUntil("2026-11-23T12:00:09.2+04:00", at), 10);
  assert.equal(secondsUntil("2026-11-23T11:57:00+04:00", at), 0);
});

test("what is left counts the second that has begun, down to nothing", async () => {
  const { secondsUntil, later } = await fresh();
  const at = new Date(noon);
  assert.equal(secondsUntil("2026-11-23T12:00:09+04:00", at), 9);
  assert.equal(secondsUntil("2026-11-23T12:00:08.001+04:00", at), 9);
  assert.equal(secondsUntil("2026-11-23T11:59:59+04:00", at), 0);
  assert.equal(secondsUntil(later(at, 1500), at), 2);
});
