// How large the notices of the hall are drawn, by the room that they take.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, fitMost } from "./noticefit.js";

const sizes = [3, 2.7, 2.4, 2.2, 2, 1.85, 1.7];
const lines = (n) => (step) => n * 1.2 * sizes[step];

test("a short notice is as large as can be and takes no call away", () => {
  assert.deepEqual(fit(lines(2)), { step: 0, calls: 3, cut: false });
  assert.deepEqual(fit(lines(2.8)), { step: 2, calls: 3, cut: false });
});

test("rather than become small, a longer one takes the room of the oldest call", () => {
  assert.deepEqual(fit(lines(4)), { step: 0, calls: 2, cut: false });
  assert.deepEqual(fit(lines(9)), { step: 4, calls: 2, cut: false });
});

test("what stands beside them already is their loss, not the calls'", () => {
  assert.equal(fit(lines(2), 1.5).step, 1);
  assert.equal(fit(lines(2), 3).calls, 2);
});

test("what even small letters cannot hold is left out whole, and only the last one cut", () => {
  const each = (size) => (n, step) => n * lines(size)(step);
  assert.deepEqual(fitMost(3, each(3.5)), { step: 6, calls: 2, cut: false, shown: 3 });
  assert.equal(fitMost(3, each(5)).shown, 2);
  assert.equal(fitMost(5, each(1)).shown, 3);
  assert.deepEqual(fitMost(3, each(20)), { step: 6, calls: 2, cut: true, shown: 1 });
});
