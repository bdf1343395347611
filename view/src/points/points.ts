import type { Activity } from "../activity";
import type { Camera } from "../camera";
import type { Paint } from "../palette";

/** Draws all neurons as points, one view per branch beside each other, all from the same camera. */
export interface Points {
  readonly kind: "WebGL" | "2D canvas";
  readonly canvas: HTMLCanvasElement;
  /** In pixels of the screen. */
  resize(width: number, height: number): void;
  paint(paint: Paint): void;
  draw(camera: Camera, branches: readonly Activity[]): void;
  /** Waits until everything asked for is drawn. */
  finish(): void;
  free(): void;
}

/** Side of a resting point in pixels: larger when the picture is enlarged and its points lie apart. */
export const restingSize = (zoom: number) => Math.min(4, Math.max(1, Math.round(Math.sqrt(zoom) * 0.9)));

/** Side in pixels of a point that shines with `light`. */
export const litSize = (zoom: number, light: number, ratio: number) =>
  ratio * (2 + 3.5 * light) * Math.min(2, Math.max(1, zoom ** 0.35));
