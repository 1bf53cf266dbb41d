// The announcer among bursts, failures, reconnections and histories that begin anew.
import assert from "node:assert/strict";
import { test } from "node:test";
import { standIn } from "../../assets/js/standin.mjs";

standIn();
const { Announcer } = await import("../ui/announcer.js");

const start = Date.parse("2026-11-23T09:00:00+04:00");
const at = (seconds) => new Date(start + seconds * 1000).toISOString();
const callOf = (seq, seconds = 0) => ({
  seq,
  number: `A${String(seq).padStart(3, "0")}`,
  desk: "3",
  language: "az",
  called_at: at(seconds),
});
const frame = (calls, seconds = 0, seq = 1000) => ({
  seq,
  at: at(seconds),
  calls: [...calls].sort((a, b) => b.seq - a.seq),
});
const settled = () => new Promise((done) => setTimeout(done, 20));

function memoryOf(seq = 0) {
  const memory = { seq, read: () => memory.seq, write: (next) => (memory.seq = next) };
  return memory;
}

// A hall whose voice is held until the test lets it go on.
function hall({ memory = memoryOf(), say } = {}) {
  const heard = [];
  const shown = [];
  const waiting = [];
  const quick = (call, times) => {
    heard.push([call.seq, times]);
    return new Promise((done) => waiting.push(done));
  };
  const announcer = new Announcer({
    say: say ?? quick,
    memory,
    listener: (call) => call && shown.push(call.seq),
    patience: 60,
  });
  const next = async () => {
    waiting.shift()?.();
    await settled();
  };
  return { announcer, heard, shown, next, memory };
}

test("ten calls at once are announced at once and spoken in order, none twice", async () => {
  const { announcer, heard, shown, next } = hall();
  const ten = Array.from({ length: 10 }, (_, i) => callOf(i + 1));
  for (let n = 1; n <= 10; n++) announcer.take(frame(ten.slice(0, n)));
  assert.deepEqual(shown, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(announcer.queue.length, 9);
  for (let n = 0; n < 10; n++) await next();
  assert.deepEqual(
    heard.map(([seq]) => seq),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  assert.equal(announcer.spoken, 10);
  assert.equal(announcer.speaking, null);
});

test("a second call never begins before the first has ended", async () => {
  const { announcer, heard, next } = hall();
  announcer.take(frame([callOf(1)]));
  announcer.take(frame([callOf(1), callOf(2)]));
  await settled();
  assert.deepEqual(heard, [[1, 2]]);
  await next();
  assert.deepEqual(heard, [
    [1, 2],
    [2, 2],
  ]);
});

test("while many wait each is spoken once, afterwards twice again", async () => {
  const { announcer, heard, next } = hall();
  announcer.take(frame(Array.from({ length: 7 }, (_, i) => callOf(i + 1))));
  for (let n = 0; n < 7; n++) await next();
  assert.deepEqual(
    heard.map(([, times]) => times),
    [1, 1, 1, 2, 2, 2, 2],
  );
});

test("a voice that fails or hangs does not silence the rest, and is told to stop", async () => {
  const heard = [];
  let aborted = 0;
  const say = (call, _, signal) => {
    heard.push(call.seq);
    signal.addEventListener("abort", () => aborted++);
    if (call.seq === 1) return Promise.reject(new Error("no output"));
    if (call.seq === 2) throw new Error("no context");
    if (call.seq === 3) return new Promise(() => {});
    return Promise.resolve();
  };
  const { announcer } = hall({ say });
  announcer.take(frame([callOf(1), callOf(2), callOf(3), callOf(4)]));
  await new Promise((done) => setTimeout(done, 150));
  assert.deepEqual(heard, [1, 2, 3, 4]);
  assert.equal(announcer.failed, 3);
  assert.equal(announcer.spoken, 4);
  assert.equal(aborted, 4);
});

test("after a reload or a reconnect only what is new and younger than 30 s is announced", () => {
  const { announcer, shown, memory } = hall({ memory: memoryOf(5) });
  announcer.take(
    frame(
      [callOf(4, 0), callOf(5, 80), callOf(6, 10), callOf(7, 69), callOf(8, 71), callOf(9, 100)],
      100,
    ),
  );
  assert.deepEqual(shown, [8, 9]);
  assert.equal(memory.seq, 9);
  announcer.take(frame([callOf(8, 71), callOf(9, 100)], 101));
  assert.deepEqual(shown, [8, 9]);
});

test("a call that was taken back before its turn is not spoken", async () => {
  const { announcer, heard, next } = hall();
  announcer.take(frame([callOf(1), callOf(2), callOf(3), callOf(4)]));
  announcer.take(frame([callOf(1), callOf(3), callOf(4)]));
  announcer.take(frame([callOf(3)])); // 1 is being spoken; 4 was the newest
  await next();
  await next();
  assert.deepEqual(
    heard.map(([seq]) => seq),
    [1, 3],
  );
});

test("a call pushed out of the frame by newer ones keeps its turn", async () => {
  const { announcer, heard, next } = hall();
  const all = Array.from({ length: 14 }, (_, i) => callOf(i + 1));
  announcer.take(frame(all.slice(0, 12)));
  announcer.take(frame(all.slice(2, 14)));
  announcer.take(frame(all.slice(3, 14))); // 3 was taken back
  for (let n = 0; n < 14; n++) await next();
  assert.deepEqual(
    heard.map(([seq]) => seq),
    [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  );
});

test("a centre whose history begins anew is announced again", () => {
  const { announcer, shown } = hall({ memory: memoryOf(5000) });
  announcer.take(frame([callOf(3)], 0, 4));
  assert.deepEqual(shown, [3]);
});

test("the queue is bounded", () => {
  const { announcer } = hall();
  for (let seq = 1; seq <= 1000; seq++) announcer.take(frame([callOf(seq)]));
  assert.ok(announcer.queue.length <= 200);
  assert.equal(announcer.queue.at(-1).seq, 1000);
  assert.equal(announcer.announced, 1000);
});

test("a screen that is revoked goes silent after what it is saying", async () => {
  const { announcer, heard, next } = hall();
  announcer.take(frame([callOf(1), callOf(2), callOf(3)]));
  announcer.hush();
  await next();
  await next();
  assert.deepEqual(heard, [[1, 2]]);
  announcer.take(frame([callOf(1), callOf(2), callOf(3), callOf(4)]));
  await settled();
  assert.deepEqual(heard, [
    [1, 2],
    [4, 2],
  ]);
});
