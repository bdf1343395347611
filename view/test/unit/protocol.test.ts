import { describe, expect, it } from "vitest";
import { parseFrame } from "../../src/protocol";

/** A frame as the server writes it: little-endian, whatever this machine is. */
function bytes(
  head: { frame: number; branch: number; time: number; span: number },
  lists: number[][],
): ArrayBuffer {
  const [index, count, watched, step] = lists as [number[], number[], number[], number[]];
  const view = new DataView(new ArrayBuffer(32 + 8 * (index.length + watched.length)));
  view.setInt32(0, head.frame, true);
  view.setInt32(4, head.branch, true);
  view.setFloat64(8, head.time, true);
  view.setFloat64(16, head.span, true);
  view.setInt32(24, index.length, true);
  view.setInt32(28, watched.length, true);
  [...index, ...count, ...watched, ...step].forEach((value, k) => {
    view.setInt32(32 + 4 * k, value, true);
  });
  return view.buffer;
}

describe("parseFrame", () => {
  it("reads every field", () => {
    const head = { frame: 7, branch: 1, time: 12.3, span: 0.016 };
    const frame = parseFrame(
      bytes(head, [
        [3, 138638],
        [1, 5],
        [0, 2, 0],
        [100, 101, 159],
      ]),
    );
    expect(frame).toMatchObject(head);
    expect([...frame.index]).toEqual([3, 138638]);
    expect([...frame.count]).toEqual([1, 5]);
    expect([...frame.watched]).toEqual([0, 2, 0]);
    expect([...frame.step]).toEqual([100, 101, 159]);
  });

  it("reads a frame without spikes", () => {
    const frame = parseFrame(bytes({ frame: 1, branch: 0, time: 0, span: 0 }, [[], [], [], []]));
    expect([frame.index.length, frame.watched.length]).toEqual([0, 0]);
  });

  it.each([
    [
      "a cut one",
      (whole: ArrayBuffer) => whole.slice(0, whole.byteLength - 4),
      "of 1 neurons and 0 watched spikes has 36 bytes",
    ],
    ["one without a head", (whole: ArrayBuffer) => whole.slice(0, 12), "32 bytes at least, this one 12"],
  ])("refuses %s", (_, damage, message) => {
    const whole = bytes({ frame: 1, branch: 0, time: 0, span: 0.1 }, [[5], [1], [], []]);
    expect(() => parseFrame(damage(whole))).toThrow(message);
  });

  it("refuses negative numbers of spikes", () => {
    const whole = bytes({ frame: 1, branch: 0, time: 0, span: 0.1 }, [[], [], [], []]);
    new DataView(whole).setInt32(24, -1, true);
    expect(() => parseFrame(whole)).toThrow("-1 neurons");
  });
});
