import { describe, expect, it } from "vitest";
import { FRONT } from "../../src/camera";
import { fromFragment, type Shared, toFragment } from "../../src/share";

const SHARED: Shared = {
  brain: "my brain & co",
  experiment: "sugar",
  seed: "17",
  time: 12.3456,
  camera: { yaw: -0.5, pitch: 0.25, zoom: 2, x: 0.125, y: -1 },
  watched: [3, 138638],
  neuron: 5,
};

describe("links to a moment", () => {
  it("say all of it", () => {
    expect(fromFragment(toFragment(SHARED))).toEqual(SHARED);
  });

  it("may be without watched and chosen neurons", () => {
    const bare = { ...SHARED, watched: [], neuron: null };
    expect(fromFragment(toFragment(bare))).toEqual(bare);
  });

  it("name the moment to the step of 0.1 ms", () => {
    expect(toFragment({ ...SHARED, time: 0.1 + 0.2 })).toContain("t=0.3&");
  });

  it.each(["", "#", "#sugar", "#experiment=sugar", "#experiment=sugar&t=soon", "#experiment=sugar&t=-1"])(
    "are not made of %j",
    (fragment) => expect(fromFragment(fragment)).toBeNull(),
  );

  it("lose only the parts that cannot be read", () => {
    const shared = fromFragment("#experiment=sugar&t=1&camera=1,2,x,0,0&watch=1,-2,x,4&neuron=1e9");
    expect(shared).toMatchObject({ time: 1, camera: FRONT, watched: [1, 4], neuron: null });
    expect(fromFragment("#experiment=sugar&t=1&camera=0,0,0,0,0")!.camera).toEqual(FRONT);
  });
});
