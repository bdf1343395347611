import { type Camera, enlarged, moved, turned } from "./camera";
import type { Scene } from "./scene";

/** Pixels that a pointer may move and still be a click. */
const STILL = 5;

/** Radians per pixel. */
const TURN = 0.007;

/** Lets mouse and fingers turn (drag), move (Shift, another button or two fingers) and enlarge (wheel, two fingers). */
export function followPointers(
  host: HTMLElement,
  camera: () => Camera,
  look: (camera: Camera) => void,
  scene: Scene,
  click: (x: number, y: number) => void,
): void {
  const down = new Map<number, { x: number; y: number }>();
  let travelled = 0;

  host.addEventListener("pointerdown", (event) => {
    host.setPointerCapture(event.pointerId);
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });

  host.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    travelled += Math.abs(dx) + Math.abs(dy);
    const now = { x: event.clientX, y: event.clientY };
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    if (travelled < STILL) return;
    const { scale } = scene.fromMiddle(now.x, now.y);
    if (other) {
      const middle = scene.fromMiddle((now.x + other.x) / 2, (now.y + other.y) / 2);
      const factor = apart(now, other) / Math.max(1, apart(last, other));
      look(moved(enlarged(camera(), factor, middle.dx, middle.dy, scale), dx / 2, dy / 2, scale));
    } else if (event.shiftKey || event.buttons > 1) {
      look(moved(camera(), dx, dy, scale));
    } else {
      look(turned(camera(), dx * TURN, dy * TURN));
    }
  });

  const up = (event: PointerEvent) => {
    const clicked = down.delete(event.pointerId) && down.size === 0 && travelled < STILL;
    if (clicked && event.type === "pointerup" && event.button === 0) click(event.clientX, event.clientY);
  };
  host.addEventListener("pointerup", up);
  host.addEventListener("pointercancel", up);
  host.addEventListener("contextmenu", (event) => event.preventDefault());

  host.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { dx, dy, scale } = scene.fromMiddle(event.clientX, event.clientY);
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 30 : event.deltaY;
      look(enlarged(camera(), Math.exp(-pixels / 500), dx, dy, scale));
    },
    { passive: false },
  );
}

const apart = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);
