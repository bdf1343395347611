import type { About, Brain, Groups, Neuron, Selection, Why } from "./protocol";
import type { Shared } from "./share";

export const MOST_WATCHED = 200;

/** Everything that the panel shows. Activity and camera change with every frame and are kept elsewhere. */
export interface Page {
  about: About | null;
  brain: Brain | null;
  connection: "opening" | "open" | "lost";
  /** The last error, in one line. */
  error: string | null;
  /** The branch that sliders and buttons act on. */
  target: number;
  /** Driven neurons of the panel's rows that are at rate 0: their slider stays. */
  resting: string[];
  chosen: Chosen | null;
  why: { neuron: number; branch: number; answer: Why | null; refusal: string | null } | null;
  watched: { index: number; label: string }[];
  /** Column of the annotations by which points are coloured; null for activity. */
  colourBy: string | null;
  groups: Groups | null;
  /** Seconds of the raster; null follows the speed. */
  window: number | null;
  drawing: { kind: string; framesPerSecond: number } | null;
  dialog: Dialog | null;
  /** The link that was opened, until its moment was gone to or it was put aside. */
  shared: Shared | null;
}

/** A dialog; each time that one is opened it is another object, so a late word of an earlier one is known. */
export interface Dialog {
  readonly kind: "help" | "share";
}

export type Chosen =
  | { kind: "neuron"; index: number; card: Neuron | null }
  | { kind: "selection"; of: Selection };

export const EMPTY: Page = {
  about: null,
  brain: null,
  connection: "opening",
  error: null,
  target: 0,
  resting: [],
  chosen: null,
  why: null,
  watched: [],
  colourBy: null,
  groups: null,
  window: null,
  drawing: null,
  dialog: null,
  shared: null,
};

export type Event =
  | { on: "about"; about: About }
  | { on: "brain"; brain: Brain }
  | { on: "time"; time: number }
  | { on: "connection"; connection: Page["connection"] }
  | { on: "error"; error: string | null }
  | { on: "target"; branch: number }
  | { on: "rest"; neurons: string }
  | { on: "remove"; neurons: string }
  | { on: "choose"; chosen: Chosen | null }
  | { on: "card"; card: Neuron }
  | { on: "why"; why: Page["why"] }
  | { on: "watch"; neurons: { index: number; label: string }[] }
  | { on: "unwatch"; index: number }
  | { on: "colour"; by: string | null; groups: Groups | null }
  | { on: "window"; seconds: number | null }
  | { on: "drawing"; drawing: NonNullable<Page["drawing"]> }
  | { on: "open"; kind: Dialog["kind"] }
  | { on: "closed"; dialog: Dialog }
  | { on: "shared"; shared: Shared | null };

/** The page after an event; the page before is left as it was. */
export function reduce(page: Page, event: Event): Page {
  switch (event.on) {
    case "about":
      return { ...page, about: event.about };
    case "brain":
      return withBrain(page, event.brain);
    case "time":
      return page.brain ? { ...page, brain: { ...page.brain, time: event.time } } : page;
    case "connection":
      return { ...page, connection: event.connection };
    case "error":
      return { ...page, error: event.error };
    case "target":
      return { ...page, target: event.branch };
    case "rest":
      return page.resting.includes(event.neurons)
        ? page
        : { ...page, resting: [...page.resting, event.neurons] };
    case "remove":
      return { ...page, resting: page.resting.filter((neurons) => neurons !== event.neurons) };
    case "choose":
      return { ...page, chosen: event.chosen, why: null };
    case "card":
      return page.chosen?.kind === "neuron" && page.chosen.index === event.card.index
        ? { ...page, chosen: { ...page.chosen, card: event.card } }
        : page;
    case "why":
      return { ...page, why: event.why };
    case "watch":
      return { ...page, watched: joined(page.watched, event.neurons) };
    case "unwatch":
      return { ...page, watched: page.watched.filter(({ index }) => index !== event.index) };
    case "colour":
      return { ...page, colourBy: event.by, groups: event.groups };
    case "window":
      return { ...page, window: event.seconds };
    case "drawing":
      return { ...page, drawing: event.drawing };
    case "open":
      return { ...page, dialog: { kind: event.kind } };
    case "closed":
      return page.dialog === event.dialog ? { ...page, dialog: null } : page;
    case "shared":
      return { ...page, shared: event.shared };
  }
}

/** A new branch is the one to change; when it ends, the trunk is. */
function withBrain(page: Page, brain: Brain): Page {
  const before = page.brain?.branches.length ?? 1;
  const now = brain.branches.length;
  const target = now > before ? now - 1 : Math.min(page.target, now - 1);
  return { ...page, brain, target };
}

function joined(watched: Page["watched"], more: Page["watched"]): Page["watched"] {
  const here = new Map(watched.map((one) => [one.index, one]));
  for (const one of more) {
    const old = here.get(one.index);
    if (!old || old.label === String(old.index)) here.set(one.index, one);
  }
  return [...here.values()].slice(0, MOST_WATCHED);
}

/** Rows of the drives of a branch, by name: what is driven, and what rests with its slider at 0. */
export function driveRows(page: Page): { neurons: string; rate: number; count: number | null }[] {
  const drives = page.brain?.branches[page.target]?.drives ?? [];
  const driven = new Set(drives.map(({ neurons }) => neurons));
  const resting = page.resting.filter((neurons) => !driven.has(neurons));
  return [...drives, ...resting.map((neurons) => ({ neurons, rate: 0, count: null }))].sort((a, b) =>
    a.neurons < b.neurons ? -1 : 1,
  );
}
