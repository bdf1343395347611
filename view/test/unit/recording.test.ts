import { describe, expect, it } from "vitest";
import type { Frame } from "../../src/protocol";
import { Recording } from "../../src/recording";
import { SpikeLog } from "../../src/spikelog";

const ints = (...values: number[]) => Int32Array.from(values);

const frame = (of: Partial<Frame>): Frame => ({
  frame: 1,
  branch: 0,
  time: 0.1,
  span: 0.1,
  index: ints(),
  count: ints(),
  watched: ints(),
  step: ints(),
  ...of,
});

function spikes(log: SpikeLog, from = 0): [number, number][] {
  const all: [number, number][] = [];
  log.since(from, (neuron, time) => all.unshift([neuron, time]));
  return all;
}

describe("SpikeLog", () => {
  it("keeps the newest spikes when it is full", () => {
    const log = new SpikeLog(3);
    for (let k = 0; k < 5; k++) log.add(k, k / 10);
    expect(spikes(log).map(([neuron]) => neuron)).toEqual([2, 3, 4]);
    expect(spikes(log, 0.35).map(([neuron]) => neuron)).toEqual([4]);
  });

  it("forgets what comes after a moment, and goes on from there", () => {
    const log = new SpikeLog(3);
    for (let k = 0; k < 5; k++) log.add(k, k / 10);
    log.cut(0.3);
    log.add(9, 0.3);
    expect(spikes(log)).toEqual([
      [2, 0.2],
      [9, 0.3],
    ]);
  });
});

describe("Recording", () => {
  it("reads watched spikes by the list that the server confirmed", () => {
    const recording = new Recording(100, 0.0001);
    recording.watching = [42, 7];
    recording.take(frame({ watched: ints(1, 0), step: ints(500, 1000) }), true);
    expect(spikes(recording.logs[0]!)).toEqual([
      [7, 0.05],
      [42, 0.1],
    ]);
    expect(recording.rates(0, 1).get(42)).toBeCloseTo(10, 9);
  });

  it("clears light and later spikes where a frame has no duration", () => {
    const recording = new Recording(10, 0.0001);
    recording.watching = [1];
    recording.take(
      frame({ index: ints(1), count: ints(2), watched: ints(0, 0), step: ints(100, 900) }),
      true,
    );
    recording.take(frame({ time: 0.05, span: 0 }), true);
    expect(recording.activities[0]!.count).toBe(0);
    expect(spikes(recording.logs[0]!)).toEqual([[1, 0.01]]);
    expect(recording.time).toBe(0.05);
  });

  it("gives a branch the past of its trunk, and a future of its own", () => {
    const recording = new Recording(10, 0.0001);
    recording.watching = [1];
    recording.take(frame({ watched: ints(0), step: ints(100) }), true);
    recording.take(frame({ branch: 1, time: 0.1, span: 0 }), true);
    recording.take(frame({ branch: 1, time: 0.2, watched: ints(0), step: ints(1500) }), true);
    expect(spikes(recording.logs[1]!).length).toBe(2);
    expect(spikes(recording.logs[0]!).length).toBe(1);
    recording.setBranches(1);
    expect(recording.logs.length).toBe(1);
  });
});
