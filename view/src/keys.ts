import type { Actions } from "./actions";
import { type Camera, enlarged, FRONT, moved, turned } from "./camera";
import type { Page } from "./page";

export interface Reach {
  actions: Actions;
  page(): Page;
  camera(): Camera;
  look(camera: Camera): void;
  focusSearch(): void;
  nextTheme(): void;
  largeText(): void;
}

/** The keys, as the help lists them. */
export const KEYS: readonly [keys: string, meaning: string][] = [
  ["Space", "play or pause"],
  [".", "one step of 1 ms (with Shift: 0.1 ms)"],
  [",", "back by 1 ms"],
  ["J", "back by a second, at least by 1% of what is kept"],
  ["[ and ]", "slower, faster"],
  ["B", "branch, or end the branch"],
  ["R", "restart"],
  ["/", "search"],
  ["D, S, W, Y", "drive, silence, watch the chosen neuron, ask why it fired"],
  ["Esc", "close, or choose nothing"],
  ["Arrows", "turn the brain (with Shift: move it), when the picture has the focus"],
  ["+, -, 0", "larger, smaller, whole brain"],
  ["T, L", "light or dark, large text"],
  ["?", "this help"],
];

const TURN = 0.1;
const MOVE = 0.1;

/** Does what the key of an event means; whether it means anything. */
export function press(event: KeyboardEvent, reach: Reach): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target as HTMLElement;
  if (target.closest("input:not([type=range]), select, textarea, dialog")) return false;
  const own = target.closest("button, a, summary") !== null;
  if (own && (event.key === " " || event.key === "Enter")) return false;
  if (target.closest("input") && /^(Arrow|Home|End|Page)/.test(event.key)) return false;
  return global(event, reach) || (target.closest("#brain") !== null && onBrain(event, reach));
}

function global({ key, shiftKey }: KeyboardEvent, reach: Reach): boolean {
  const { actions } = reach;
  const brain = reach.page().brain;
  const speed = brain?.speed === "max" ? 200 : (brain?.speed ?? 1);
  const does: Record<string, () => void> = {
    " ": () => actions.playOrPause(),
    ".": () => actions.step(shiftKey ? 0.0001 : 0.001),
    // With Shift, on keyboards of most layouts.
    ":": () => actions.step(0.0001),
    ">": () => actions.step(0.0001),
    ",": () => brain && actions.rewind(brain.time - 0.001),
    j: () => brain && actions.rewind(brain.time - Math.max(1, (brain.time - brain.oldest) / 100)),
    "[": () => actions.speed(speed / 2),
    "]": () => actions.speed(speed * 2),
    b: () => actions.branchOrEnd(),
    r: () => actions.restart(),
    "/": () => reach.focusSearch(),
    "?": () => actions.openDialog("help"),
    t: () => reach.nextTheme(),
    l: () => reach.largeText(),
    Escape: () => actions.forget(),
    "+": () => reach.look(enlarged(reach.camera(), 1.25)),
    "=": () => reach.look(enlarged(reach.camera(), 1.25)),
    "-": () => reach.look(enlarged(reach.camera(), 0.8)),
    "0": () => reach.look(FRONT),
    ...onChosen(reach),
  };
  const act = does[key.length === 1 ? key.toLowerCase() : key];
  act?.();
  return act !== undefined;
}

/** Names the chosen neurons as the server takes them. */
export function chosenText(page: Page): string | null {
  const chosen = page.chosen;
  if (chosen?.kind === "selection") return chosen.of.text;
  return chosen?.card?.id ?? null;
}

function onChosen({ actions, page }: Reach): Record<string, () => void> {
  const chosen = page().chosen;
  const text = chosenText(page());
  if (!chosen || text === null) return {};
  return {
    d: () => actions.drive(text),
    s: () => actions.silence(text),
    ...(chosen.kind === "neuron" && {
      w: () => void actions.watchByIndex(chosen.index),
      y: () => void actions.why(chosen.index),
    }),
  };
}

function onBrain(event: KeyboardEvent, { camera, look }: Reach): boolean {
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!arrow) return false;
  const [x, y] = arrow as [number, number];
  look(
    event.shiftKey
      ? moved(camera(), x * MOVE, y * MOVE, camera().zoom)
      : turned(camera(), x * TURN, y * TURN),
  );
  return true;
}
