import { describe, expect, it } from "vitest";
import { Activity } from "../../src/activity";
import { enlarged, FRONT, layout, moved, project, turned } from "../../src/camera";
import { nearest, placeOf } from "../../src/points/pick";

const POSITIONS = Float32Array.of(0, 0, 0, 200, 100, 50, 100, 50, 25, Number.NaN, Number.NaN, Number.NaN);
const BRAIN = layout(POSITIONS);

describe("the picture", () => {
  it("is centred, fits its view and leaves neurons without coordinates out", () => {
    expect(BRAIN.unknown).toBe(1);
    const seen = project(FRONT, BRAIN, 400, 300);
    expect(placeOf(BRAIN, seen, 2)).toEqual([200, 150]);
    const [left, top] = placeOf(BRAIN, seen, 0);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(20);
    expect(top).toBeLessThan(150);
    expect(placeOf(BRAIN, seen, 3)[0]).toBeNaN();
  });

  it("keeps the point under the mouse where it is when enlarged", () => {
    const camera = { ...turned(FRONT, 0.4, 0.2), x: 0.1, y: -0.2 };
    const before = project(camera, BRAIN, 400, 300);
    const [x, y] = placeOf(BRAIN, before, 1);
    const closer = enlarged(camera, 3, x - 200, y - 150, before.scale);
    const [nowX, nowY] = placeOf(BRAIN, project(closer, BRAIN, 400, 300), 1);
    // Positions are single-precision numbers; a pixel is far coarser.
    expect(nowX).toBeCloseTo(x, 3);
    expect(nowY).toBeCloseTo(y, 3);
  });

  it("moves by the pixels that the hand moved", () => {
    const before = project(FRONT, BRAIN, 400, 300);
    const after = project(moved(FRONT, 30, -10, before.scale), BRAIN, 400, 300);
    expect([after.x0 - before.x0, after.y0 - before.y0].map(Math.round)).toEqual([30, -10]);
  });

  it("turns by a full turn back to where it was, and does not tip over", () => {
    expect(turned(FRONT, 2 * Math.PI, 0).yaw).toBeCloseTo(0, 9);
    expect(turned(FRONT, 0, 10).pitch).toBeCloseTo(Math.PI / 2, 9);
  });
});

describe("a click", () => {
  const seen = project(FRONT, BRAIN, 400, 300);

  it("chooses the nearest neuron within reach", () => {
    const [x, y] = placeOf(BRAIN, seen, 1);
    expect(nearest(BRAIN, seen, new Activity(4), x - 5, y, 12)).toBe(1);
    expect(nearest(BRAIN, seen, new Activity(4), x - 20, y, 12)).toBeNull();
  });

  it("prefers one that shines", () => {
    const close = layout(Float32Array.of(0, 0, 0, 100, 100, 0, 2, 0, 0));
    const activity = new Activity(3);
    activity.spikes(Int32Array.of(2), Int32Array.of(1));
    const view = project(FRONT, close, 400, 300);
    const [x, y] = placeOf(close, view, 0);
    expect(nearest(close, view, new Activity(3), x, y, 12)).toBe(0);
    expect(nearest(close, view, activity, x + 2, y, 12)).toBe(2);
  });
});
