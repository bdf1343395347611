import type { Activity } from "./activity";
import { type Camera, FRONT, type Layout, project } from "./camera";
import type { Paint } from "./palette";
import { choosePoints, type Drawing } from "./points/choose";
import { nearest, placeOf } from "./points/pick";
import type { Points } from "./points/points";

const REACH = 14;

/** The picture of the brain: points, and rings around chosen neurons on a canvas above them. */
export class Scene {
  private camera: Camera = FRONT;
  private points: Points | null = null;
  private readonly rings = document.createElement("canvas");
  private marks: readonly number[] = [];
  private views = 1;
  private changed = true;

  constructor(
    private readonly host: HTMLElement,
    private readonly layout: Layout,
    private paint: Paint,
    private drawing: Drawing,
  ) {
    this.rings.className = "rings";
    this.rings.setAttribute("aria-hidden", "true");
    host.append(this.rings);
    new ResizeObserver(() => this.fit()).observe(host);
    this.fit();
  }

  get kind(): string {
    return this.points?.kind ?? "";
  }

  look(camera: Camera): void {
    this.camera = camera;
    this.changed = true;
  }

  colour(paint: Paint): void {
    this.paint = paint;
    this.points?.paint(paint);
    this.changed = true;
  }

  /** Puts rings around these neurons. */
  mark(neurons: readonly number[]): void {
    this.marks = neurons;
    this.changed = true;
  }

  drawBy(drawing: Drawing): void {
    this.drawing = drawing;
    this.points?.free();
    this.points = null;
    this.fit();
  }

  /** Draws, if anything has changed; whether it has. */
  draw(branches: readonly Activity[], active: boolean): boolean {
    if (!this.points || !(active || this.changed || branches.length !== this.views)) return false;
    const ringsMoved = this.changed || branches.length !== this.views;
    this.changed = false;
    this.views = branches.length;
    this.points.draw(this.camera, branches);
    if (ringsMoved) this.drawRings();
    return true;
  }

  /** The neuron at a point of the window, and the branch in whose view it is; null where there is none. */
  at(
    clientX: number,
    clientY: number,
    branches: readonly Activity[],
  ): { neuron: number; branch: number } | null {
    const box = this.host.getBoundingClientRect();
    const width = box.width / this.views;
    const branch = Math.min(this.views - 1, Math.floor((clientX - box.left) / width));
    const seen = project(this.camera, this.layout, width, box.height);
    const x = clientX - box.left - branch * width;
    const neuron = nearest(this.layout, seen, branches[branch]!, x, clientY - box.top, REACH);
    return neuron === null ? null : { neuron, branch };
  }

  /** A point of the window from the middle of its view, and pixels per unit of the layout. */
  fromMiddle(clientX: number, clientY: number): { dx: number; dy: number; scale: number } {
    const box = this.host.getBoundingClientRect();
    const width = box.width / this.views;
    const { scale } = project(this.camera, this.layout, width, box.height);
    const x = clientX - box.left;
    return { dx: (x % width) - width / 2, dy: clientY - box.top - box.height / 2, scale };
  }

  private fit(): void {
    const box = this.host.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    if (!this.points) {
      this.points = choosePoints(this.layout, this.paint, width, height, this.drawing);
      this.host.prepend(this.points.canvas);
    }
    this.points.resize(width, height);
    this.rings.width = width;
    this.rings.height = height;
    this.changed = true;
  }

  private drawRings(): void {
    const context = this.rings.getContext("2d")!;
    const { width, height } = this.rings;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    context.clearRect(0, 0, width, height);
    context.strokeStyle = getComputedStyle(this.host).getPropertyValue("--ring");
    context.lineWidth = (this.marks.length === 1 ? 2 : 1) * ratio;
    const radius = (this.marks.length === 1 ? 9 : 3.5) * ratio;
    const view = width / this.views;
    const seen = project(this.camera, this.layout, view, height);
    context.beginPath();
    for (const neuron of this.marks) {
      const [x, y] = placeOf(this.layout, seen, neuron);
      if (Number.isNaN(x) || x < 0 || x > view) continue;
      for (let k = 0; k < this.views; k++) {
        context.moveTo(k * view + x + radius, y);
        context.arc(k * view + x, y, radius, 0, 2 * Math.PI);
      }
    }
    context.stroke();
  }
}
