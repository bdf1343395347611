import { describe, expect, it } from "vitest";
import { driveRows, EMPTY, type Event, MOST_WATCHED, type Page, reduce } from "../../src/page";
import type { Brain, Branch, Neuron } from "../../src/protocol";

const branch = (of: Partial<Branch> = {}): Branch => ({
  from: 0,
  drives: [],
  silenced: [],
  spikes: 0,
  active: 0,
  ...of,
});

const brain = (...branches: Branch[]): Brain => ({
  time: 1,
  playing: true,
  speed: 1,
  achieved: 1,
  oldest: 0,
  watched: 0,
  branches,
});

const following = (...events: Event[]): Page => events.reduce(reduce, EMPTY);

describe("the page after events", () => {
  it("changes the branch once there is one, and the trunk once it has ended", () => {
    const branched = following(
      { on: "brain", brain: brain(branch()) },
      { on: "brain", brain: brain(branch(), branch()) },
    );
    expect(branched.target).toBe(1);
    const trunk = reduce(branched, { on: "target", branch: 0 });
    expect(reduce(trunk, { on: "brain", brain: brain(branch(), branch()) }).target).toBe(0);
    expect(reduce(branched, { on: "brain", brain: brain(branch()) }).target).toBe(0);
  });

  it("keeps the row of a drive at rate 0 until it is removed", () => {
    const drives = [{ neurons: "sugar", rate: 100, count: 21 }];
    const driven = following(
      { on: "rest", neurons: "sugar" },
      { on: "brain", brain: brain(branch({ drives })) },
    );
    expect(driveRows(driven)).toEqual(drives);
    const resting = reduce(driven, { on: "brain", brain: brain(branch()) });
    expect(driveRows(resting)).toEqual([{ neurons: "sugar", rate: 0, count: null }]);
    expect(driveRows(reduce(resting, { on: "remove", neurons: "sugar" }))).toEqual([]);
  });

  it("shows drives in the order of their names, so no row moves under the hand", () => {
    const drives = [{ neurons: "sugar", rate: 100, count: 21 }];
    const page = following(
      { on: "rest", neurons: "bitter" },
      { on: "brain", brain: brain(branch({ drives })) },
    );
    expect(driveRows(page).map(({ neurons }) => neurons)).toEqual(["bitter", "sugar"]);
  });

  it("drops the card of a neuron that is no longer chosen", () => {
    const card = { index: 1 } as Neuron;
    const page = following(
      { on: "choose", chosen: { kind: "neuron", index: 2, card: null } },
      { on: "card", card },
    );
    expect(page.chosen).toEqual({ kind: "neuron", index: 2, card: null });
  });

  it("keeps the dialog that was opened before an earlier one has said that it closed", () => {
    const share = following({ on: "open", kind: "share" });
    const help = reduce(share, { on: "open", kind: "help" });
    expect(reduce(help, { on: "closed", dialog: share.dialog! }).dialog).toEqual({ kind: "help" });
    const again = reduce(help, { on: "open", kind: "help" });
    expect(reduce(again, { on: "closed", dialog: help.dialog! }).dialog).toEqual({ kind: "help" });
    expect(reduce(again, { on: "closed", dialog: again.dialog! }).dialog).toBeNull();
  });

  it("watches each neuron once, and not more than the server takes", () => {
    const neurons = Array.from({ length: 250 }, (_, index) => ({ index: index % 230, label: "n" }));
    const page = following({ on: "watch", neurons });
    expect(page.watched.length).toBe(MOST_WATCHED);
    expect(new Set(page.watched.map(({ index }) => index)).size).toBe(MOST_WATCHED);
    expect(reduce(page, { on: "unwatch", index: 0 }).watched.length).toBe(MOST_WATCHED - 1);
  });
});
