import { css, GROUPS } from "./palette";
import type { Recording } from "./recording";

export interface Row {
  index: number;
  label: string;
}

const GUTTER = 92;
const FOOT = 20;
const PAD = 8;

/** Room above the spikes, for the choice of seconds. */
const HEAD = 26;
const TALLEST_ROW = 22;

/** Bins of the firing rates: 50 ms each where that gives a number that can be read. */
const binsIn = (seconds: number) => Math.min(48, Math.max(8, Math.round(seconds / 0.05)));

/** Colour of the row at `place`, the same in the raster and in the list of watched neurons. */
export const rowColour = (place: number) => css(GROUPS[place % GROUPS.length]!);

/** Seconds that the raster shows at a speed: about ten seconds of watching. */
export function windowAt(speed: number | "max"): number {
  const seconds = speed === "max" ? 20 : 10 * speed;
  return [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((choice) => choice >= seconds * 0.99) ?? 20;
}

/** Draws spikes (above) and firing rates (below) of watched neurons, one part per branch beside each other. */
export function drawRaster(
  canvas: HTMLCanvasElement,
  rows: readonly Row[],
  recording: Recording,
  seconds: number,
) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d")!;
  const style = getComputedStyle(canvas);
  const ink = style.color;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = style.font;
  const parts = recording.logs.length;
  const [top, foot] = [HEAD, height - FOOT];
  const middle = top + Math.min((foot - top) * 0.58, rows.length * TALLEST_ROW + 6);
  const place = new Map(rows.map((row, k) => [row.index, k]));
  const part = (width - GUTTER) / parts;
  const counts = recording.logs.map((_, branch) => {
    const box = { left: GUTTER + branch * part, width: part - PAD, top, bottom: middle - 6 };
    return spikes(context, box, place, recording, branch, seconds);
  });
  const bin = seconds / binsIn(seconds);
  const scale = nice(Math.max(1, ...counts.flat(2)) / bin);
  counts.forEach((of, branch) => {
    const box = { left: GUTTER + branch * part, width: part - PAD, top: middle, bottom: foot };
    rates(context, box, of, scale * bin);
    axis(context, box, ink, recording.time, seconds);
  });
  labels(context, rows, top, middle - 6, ink);
  context.fillStyle = ink;
  context.textBaseline = "top";
  context.fillText(`${scale} Hz`, PAD, middle);
  context.textBaseline = "bottom";
  context.fillText("0 Hz", PAD, foot);
}

interface Box {
  left: number;
  width: number;
  top: number;
  bottom: number;
}

/** Draws the spikes of a branch; returns their numbers per row and bin. */
function spikes(
  context: CanvasRenderingContext2D,
  box: Box,
  place: ReadonlyMap<number, number>,
  recording: Recording,
  branch: number,
  seconds: number,
): number[][] {
  const from = recording.time - seconds;
  const row = (box.bottom - box.top) / Math.max(1, place.size);
  const many = binsIn(seconds);
  const bins = Array.from(place, () => new Array<number>(many).fill(0));
  recording.logs[branch]!.since(from, (neuron, time) => {
    const k = place.get(neuron);
    if (k === undefined) return;
    const along = (time - from) / seconds;
    bins[k]![Math.min(many - 1, Math.floor(along * many))]!++;
    context.fillStyle = rowColour(k);
    context.fillRect(box.left + along * box.width, box.top + k * row, 1.5, Math.max(1, row - 2));
  });
  return bins;
}

function rates(context: CanvasRenderingContext2D, box: Box, bins: number[][], scale: number): void {
  context.lineWidth = 1.5;
  bins.forEach((counts, k) => {
    context.strokeStyle = rowColour(k);
    context.beginPath();
    counts.forEach((count, bin) => {
      const x = box.left + ((bin + 0.5) / counts.length) * box.width;
      context.lineTo(x, box.bottom - Math.min(1, count / scale) * (box.bottom - box.top));
    });
    context.stroke();
  });
}

function axis(context: CanvasRenderingContext2D, box: Box, ink: string, time: number, seconds: number): void {
  context.strokeStyle = ink;
  context.lineWidth = 0.5;
  context.strokeRect(box.left, HEAD - 2, box.width, box.bottom - HEAD + 2);
  context.fillStyle = ink;
  context.textBaseline = "top";
  const digits = seconds < 0.5 ? 3 : seconds < 5 ? 2 : 1;
  context.textAlign = "left";
  if (time >= seconds) context.fillText((time - seconds).toFixed(digits), box.left, box.bottom + 4);
  context.textAlign = "right";
  context.fillText(`${time.toFixed(digits)} s`, box.left + box.width, box.bottom + 4);
  context.textAlign = "left";
}

/** As many labels as fit below each other. */
function labels(
  context: CanvasRenderingContext2D,
  rows: readonly Row[],
  top: number,
  bottom: number,
  ink: string,
) {
  const row = (bottom - top) / Math.max(1, rows.length);
  const every = Math.ceil(13 / row);
  context.textBaseline = "middle";
  context.fillStyle = ink;
  rows.forEach(({ label }, k) => {
    if (k % every === 0) context.fillText(label, PAD, top + (k + 0.5) * row, GUTTER - 2 * PAD);
  });
}

/** The next of 1, 2, 5, 10 ... at or above `value`. */
export function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10);
}
