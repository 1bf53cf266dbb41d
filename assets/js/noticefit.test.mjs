// How large the notices of the hall are drawn, by the room that they take.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fit } from "./noticefit.js";

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

test("what even small letters cannot hold is cut, and the calls stay", () => {
  assert.deepEqual(fit(lines(10.5)), { step: 6, calls: 2, cut: false });
  assert.deepEqual(fit(lines(20)), { step: 6, calls: 2, cut: true });
});
