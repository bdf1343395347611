import type { Activity } from "../activity";
import type { Layout, Projection } from "../camera";

/** The neuron drawn nearest to a point of the picture, at most `reach` pixels away; one that shines comes first. */
export function nearest(
  layout: Layout,
  { rows, scale, x0, y0 }: Projection,
  activity: Activity,
  x: number,
  y: number,
  reach: number,
): number | null {
  let best: number | null = null;
  let shortest = reach;
  const { at } = layout;
  for (let neuron = 0, k = 0; k < at.length; neuron++, k += 3) {
    const dx = x0 + scale * (rows[0]! * at[k]! + rows[1]! * at[k + 1]! + rows[2]! * at[k + 2]!) - x;
    const dy = y0 + scale * (rows[3]! * at[k]! + rows[4]! * at[k + 1]! + rows[5]! * at[k + 2]!) - y;
    const distance = Math.hypot(dx, dy);
    if (!(distance <= reach)) continue;
    const felt = activity.light[neuron]! > 0.05 ? distance / 4 : distance;
    if (felt < shortest || best === null) {
      shortest = felt;
      best = neuron;
    }
  }
  return best;
}

/** Where a neuron is drawn, in pixels of the picture. */
export function placeOf(
  layout: Layout,
  { rows, scale, x0, y0 }: Projection,
  neuron: number,
): [number, number] {
  const [x, y, z] = layout.at.subarray(3 * neuron, 3 * neuron + 3) as unknown as [number, number, number];
  return [
    x0 + scale * (rows[0]! * x + rows[1]! * y + rows[2]! * z),
    y0 + scale * (rows[3]! * x + rows[4]! * y + rows[5]! * z),
  ];
}
