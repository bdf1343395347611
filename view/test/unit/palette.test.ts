import { describe, expect, it } from "vitest";
import { along, byActivity, byGroup, GROUPS, largest, luminance } from "../../src/palette";

describe("colours", () => {
  it.each(["dark", "light"] as const)("of activity leave the %s background step by step", (theme) => {
    const { ramp, background } = byActivity(theme, 1);
    const distances = Array.from({ length: 16 }, (_, k) =>
      Math.abs(luminance(along(ramp!, k / 15)) - luminance(background)),
    );
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances[15]).toBeGreaterThan(0.8);
  });

  it("go to the largest groups, and none to neurons without one", () => {
    const codes = [...Array.from({ length: 30 }, (_, k) => k % 10), 9, 9, 4, -1, -1, -1, -1, -1];
    expect(largest(codes).slice(0, 2)).toEqual([9, 4]);
    expect(largest(codes).length).toBe(GROUPS.length);
    const { rest } = byGroup("dark", codes);
    expect(rest.length).toBe(3 * codes.length);
    const [red, green, blue] = rest.subarray(rest.length - 3);
    expect(Math.max(red!, green!, blue!) - Math.min(red!, green!, blue!)).toBeLessThan(8);
  });
});
