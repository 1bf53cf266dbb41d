// Where calls stand on the board.
import assert from "node:assert/strict";
import { test } from "node:test";
import { standIn } from "../../assets/js/standin.mjs";

standIn();
const { arrange } = await import("../ui/arrange.js");

const now = Date.parse("2026-11-23T10:00:00+04:00");
const call = (seq, secondsAgo = 0, number = `A${seq}`) => ({
  seq,
  number,
  called_at: new Date(now - secondsAgo * 1000).toISOString(),
});
const newestFirst = (count) => Array.from({ length: count }, (_, i) => call(count - i));
const seqs = (calls) => calls.map(({ seq }) => seq);

test("the newest has its place and the three before it stand beside", () => {
  const { newest, large, small } = arrange(newestFirst(12), { now });
  assert.equal(newest.seq, 12);
  assert.deepEqual(seqs(large), [11, 10, 9]);
  assert.deepEqual(small, []);
});

test("before the first call there is nothing", () => {
  assert.deepEqual(arrange([], { now }), { newest: null, large: [], small: [] });
});

test("calls of half an hour ago are gone", () => {
  const { newest, large } = arrange([call(3, 60), call(2, 1799), call(1, 1801)], { now });
  assert.equal(newest.seq, 3);
  assert.deepEqual(seqs(large), [2]);
});

test("a number called again stands once", () => {
  const { newest, large } = arrange([call(3, 0, "A1"), call(2, 30, "A2"), call(1, 60, "A1")], {
    now,
  });
  assert.equal(newest.seq, 3);
  assert.deepEqual(seqs(large), [2]);
});

test("in a burst every unspoken call is on the screen, the one being spoken at full size", () => {
  const { newest, large, small } = arrange(newestFirst(10), {
    now,
    speaking: 2,
    unspoken: [3, 4, 5, 6, 7, 8, 9, 10],
  });
  assert.equal(newest.seq, 10);
  assert.deepEqual(seqs(large), [2]);
  assert.deepEqual(seqs(small), [9, 8, 7, 6, 5, 4, 3, 1]);
});

test("three waiting calls are no burst", () => {
  const { large, small } = arrange(newestFirst(10), { now, speaking: 7, unspoken: [8, 9, 10] });
  assert.deepEqual(seqs(large), [9, 8, 7]);
  assert.deepEqual(small, []);
});
