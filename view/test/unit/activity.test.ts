import { describe, expect, it } from "vitest";
import { Activity } from "../../src/activity";

const ints = (...values: number[]) => Int32Array.from(values);

describe("Activity", () => {
  it("lights neurons that fire, more with more spikes, and never above 1", () => {
    const activity = new Activity(4);
    activity.spikes(ints(0, 1, 2), ints(1, 2, 1000));
    const [one, two, many, none] = activity.light;
    expect(one).toBeGreaterThan(0.5);
    expect(two).toBeGreaterThan(one!);
    expect(many).toBeLessThanOrEqual(1);
    expect(none).toBe(0);
    expect([...activity.lit.subarray(0, activity.count)]).toEqual([0, 1, 2]);
  });

  it("fades by the time that passes, whatever its parts", () => {
    const [once, often] = [new Activity(1), new Activity(1)];
    for (const activity of [once, often]) activity.spikes(ints(0), ints(1));
    once.fade(100);
    for (let k = 0; k < 10; k++) often.fade(10);
    // Ten products of single-precision numbers differ from one by their rounding.
    expect(often.light[0]).toBeCloseTo(once.light[0]!, 6);
    expect(once.light[0]).toBeLessThan(0.7);
  });

  it("forgets neurons that are dark, and lists each lit one once", () => {
    const activity = new Activity(3);
    activity.spikes(ints(0, 2), ints(1, 1));
    activity.spikes(ints(2), ints(1));
    expect(activity.count).toBe(2);
    activity.fade(100_000);
    expect(activity.count).toBe(0);
    expect([...activity.light]).toEqual([0, 0, 0]);
    activity.spikes(ints(1), ints(1));
    expect([...activity.lit.subarray(0, activity.count)]).toEqual([1]);
  });

  it("ignores a neuron that the brain does not have", () => {
    const activity = new Activity(2);
    activity.spikes(ints(5), ints(1));
    expect(activity.count).toBe(0);
  });

  it("is dark after clear", () => {
    const activity = new Activity(2);
    activity.spikes(ints(0, 1), ints(1, 1));
    activity.clear();
    expect([...activity.light]).toEqual([0, 0]);
    expect(activity.count).toBe(0);
  });
});
