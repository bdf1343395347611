import { Activity } from "../activity";
import { FRONT, type Layout } from "../camera";
import type { Paint } from "../palette";
import { CanvasPoints } from "./canvas";
import type { Points } from "./points";
import { WebglPoints } from "./webgl";

export type Drawing = "automatic" | "WebGL" | "2D canvas";

/** A frame of WebGL that takes longer, in ms, is drawn without a graphics card; the 2D canvas is faster then. */
const SLOW = 20;
const FRAMES = 4;

/** WebGL where it is fast, which the first frames show; the 2D canvas elsewhere. */
export function choosePoints(
  layout: Layout,
  paint: Paint,
  width: number,
  height: number,
  wish: Drawing,
): Points {
  const webgl = wish === "2D canvas" ? null : openWebgl(layout);
  if (webgl) {
    webgl.resize(width, height);
    webgl.paint(paint);
    if (wish === "WebGL" || isFast(webgl, layout.at.length / 3)) return webgl;
    webgl.free();
  }
  const canvas = new CanvasPoints(layout);
  canvas.resize(width, height);
  canvas.paint(paint);
  return canvas;
}

function openWebgl(layout: Layout): WebglPoints | null {
  try {
    return new WebglPoints(layout);
  } catch {
    return null;
  }
}

/** The first frame compiles and uploads, so it does not count; one slow frame is enough to know. */
function isFast(points: Points, neurons: number): boolean {
  const rest = [new Activity(neurons)];
  points.draw(FRONT, rest);
  points.finish();
  const times: number[] = [];
  for (let frame = 0; frame < FRAMES; frame++) {
    const start = performance.now();
    points.draw(FRONT, rest);
    points.finish();
    times.push(performance.now() - start);
    if (times[frame]! > 4 * SLOW) return false;
  }
  return times.sort((a, b) => a - b)[FRAMES >> 1]! <= SLOW;
}
