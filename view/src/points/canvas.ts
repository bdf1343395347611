import type { Activity } from "../activity";
import { type Camera, type Layout, type Projection, project } from "../camera";
import { along, type Colour, mix, type Paint } from "../palette";
import { litSize, type Points, restingSize } from "./points";

const LEVELS = 256;
const NOWHERE = -1;

/**
 * The points without WebGL: each is written straight into the pixels of an ImageData. The resting ones change
 * only with the camera and are kept as a layer; a frame is a copy of it with the shining ones on top.
 */
export class CanvasPoints implements Points {
  readonly kind = "2D canvas";
  readonly canvas = document.createElement("canvas");
  private readonly context = this.canvas.getContext("2d", { alpha: false })!;
  private image = new ImageData(1, 1);
  private pixels = new Uint32Array(this.image.data.buffer);
  /** Resting points of one view. */
  private layer = new Uint32Array(1);
  private depth = new Uint16Array(1);
  /** Column and row of each neuron in a view; NOWHERE outside. */
  private readonly column: Int16Array;
  private readonly row: Int16Array;
  private readonly ramp = new Uint32Array(LEVELS);
  private colours: Paint | null = null;
  private view = 0;
  private drawn: Camera | null = null;

  constructor(private readonly layout: Layout) {
    this.column = new Int16Array(layout.at.length / 3);
    this.row = new Int16Array(layout.at.length / 3);
  }

  resize(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.drawn = null;
  }

  paint(paint: Paint): void {
    this.colours = paint;
    for (let k = 0; k < LEVELS; k++)
      this.ramp[k] = paint.ramp ? packed(along(paint.ramp, k / (LEVELS - 1))) : 0;
    this.drawn = null;
  }

  draw(camera: Camera, branches: readonly Activity[]): void {
    const paint = this.colours;
    if (!paint || branches.length === 0) return;
    const view = Math.floor(this.canvas.width / branches.length);
    if (camera !== this.drawn || view !== this.view) {
      this.view = view;
      this.place(project(camera, this.layout, view, this.canvas.height));
      this.rest(paint, restingSize(camera.zoom));
      this.drawn = camera;
    }
    branches.forEach((activity, k) => {
      this.copyLayer(k * view);
      this.shine(activity, k * view, camera.zoom, paint);
    });
    this.context.putImageData(this.image, 0, 0);
  }

  finish(): void {
    this.context.getImageData(0, 0, 1, 1);
  }

  free(): void {
    this.canvas.remove();
  }

  /** Puts every neuron into its pixel of a view. */
  private place({ rows, scale, x0, y0 }: Projection): void {
    const { at } = this.layout;
    const [a, b, c, d, e, f] = [rows[0]!, rows[1]!, rows[2]!, rows[3]!, rows[4]!, rows[5]!];
    const height = this.canvas.height;
    for (let neuron = 0, k = 0; k < at.length; neuron++, k += 3) {
      const [x, y, z] = [at[k]!, at[k + 1]!, at[k + 2]!];
      const column = Math.floor(x0 + scale * (a * x + b * y + c * z));
      const row = Math.floor(y0 + scale * (d * x + e * y + f * z));
      const inside = column >= 0 && row >= 0 && column < this.view && row < height;
      this.column[neuron] = inside ? column : NOWHERE;
      this.row[neuron] = inside ? row : NOWHERE;
    }
  }

  /** Draws the resting points: the more of them in a pixel, the less background is left of it. */
  private rest(paint: Paint, size: number): void {
    const { view, row, column } = this;
    const height = this.canvas.height;
    if (this.layer.length !== view * height) {
      this.layer = new Uint32Array(view * height);
      this.depth = new Uint16Array(view * height);
    }
    const { layer, depth } = this;
    layer.fill(packed(paint.background));
    depth.fill(0);
    const left = Float32Array.from({ length: 64 }, (_, k) => (1 - paint.cover) ** (k + 1));
    const [red, green, blue] = paint.background;
    for (let neuron = 0; neuron < row.length; neuron++) {
      if (row[neuron] === NOWHERE) continue;
      const right = Math.min(view, column[neuron]! + size);
      const bottom = Math.min(height, row[neuron]! + size);
      for (let y = row[neuron]!; y < bottom; y++) {
        for (let pixel = y * view + column[neuron]!; pixel < y * view + right; pixel++) {
          const under = left[Math.min(63, depth[pixel]!++)]!;
          const over = 1 - under;
          layer[pixel] =
            0xff000000 |
            ((paint.rest[3 * neuron + 2]! * over + blue * under) << 16) |
            ((paint.rest[3 * neuron + 1]! * over + green * under) << 8) |
            (paint.rest[3 * neuron]! * over + red * under);
        }
      }
    }
  }

  private copyLayer(left: number): void {
    const width = this.canvas.width;
    if (this.view === width) {
      this.pixels.set(this.layer);
      return;
    }
    for (let y = 0; y < this.canvas.height; y++) {
      this.pixels.set(this.layer.subarray(y * this.view, (y + 1) * this.view), y * width + left);
    }
  }

  private shine(activity: Activity, left: number, zoom: number, paint: Paint): void {
    for (let k = 0; k < activity.count; k++) {
      const neuron = activity.lit[k]!;
      if (this.row[neuron] === NOWHERE) continue;
      const light = activity.light[neuron]!;
      const colour = paint.ramp ? this.ramp[Math.floor(light * (LEVELS - 1))]! : glow(paint, neuron, light);
      this.disc(left, this.column[neuron]!, this.row[neuron]!, litSize(zoom, light, 1) / 2, colour);
    }
  }

  private disc(left: number, column: number, row: number, radius: number, colour: number): void {
    const reach = Math.floor(radius);
    const width = this.canvas.width;
    for (let y = Math.max(0, row - reach); y <= Math.min(this.canvas.height - 1, row + reach); y++) {
      const half = Math.floor(Math.sqrt(radius * radius - (y - row) * (y - row)));
      const from = y * width + left + Math.max(0, column - half);
      const to = y * width + left + Math.min(this.view - 1, column + half);
      this.pixels.fill(colour, from, to + 1);
    }
  }
}

const packed = ([red, green, blue]: Colour) => (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;

function glow(paint: Paint, neuron: number, light: number): number {
  const of = (bytes: Uint8Array): Colour => [
    bytes[3 * neuron]!,
    bytes[3 * neuron + 1]!,
    bytes[3 * neuron + 2]!,
  ];
  return packed(mix(of(paint.rest), of(paint.full), light));
}
