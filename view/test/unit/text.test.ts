import { expect, it } from "vitest";
import { nice, windowAt } from "../../src/raster";
import * as text from "../../src/text";

it.each([
  [0.001, "1 ms/s"],
  [0.25, "250 ms/s"],
  [1, "real time"],
  [12.34, "12.3 s/s"],
  ["max", "as fast as it goes"],
] as const)("writes the speed %s as %s", (value, words) => expect(text.speed(value)).toBe(words));

it.each([
  [0.001, 0.02],
  [0.1, 1],
  [1, 10],
  [100, 20],
  ["max", 20],
] as const)("shows at speed %s the last %s s", (speed, seconds) => expect(windowAt(speed)).toBe(seconds));

it.each([
  [1, 1],
  [1.1, 2],
  [37, 50],
  [60, 100],
])("scales an axis up to %s by %s", (value, end) => expect(nice(value)).toBe(end));
