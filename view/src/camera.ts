/** Where the brain is looked at from: a parallel projection, turned, enlarged and moved. */
export interface Camera {
  /** Turn about the vertical axis, in radians. */
  yaw: number;
  /** Turn about the horizontal axis, in radians. */
  pitch: number;
  /** 1 shows the whole brain. */
  zoom: number;
  /** Shift in the plane of the picture; 1 is half of the picture's fitted size. */
  x: number;
  y: number;
}

export const FRONT: Camera = { yaw: 0, pitch: 0, zoom: 1, x: 0, y: 0 };

const NEAREST = 60;
const FARTHEST = 0.3;

/** Positions as drawn: centred; the largest of half width and half height is 1. */
export interface Layout {
  /** x, y, z per neuron, y down; NaN where unknown. */
  at: Float32Array;
  /** Half width and half height of the brain from the front. */
  halfWidth: number;
  halfHeight: number;
  unknown: number;
}

export function layout(positions: Float32Array): Layout {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  let unknown = 0;
  for (let i = 0; i < positions.length; i += 3) {
    if (Number.isNaN(positions[i]!)) {
      unknown++;
      continue;
    }
    for (let axis = 0; axis < 3; axis++) {
      const value = positions[i + axis]!;
      if (value < low[axis]!) low[axis] = value;
      if (value > high[axis]!) high[axis] = value;
    }
  }
  const centre = low.map((value, axis) => (value + high[axis]!) / 2);
  const half = low.map((value, axis) => Math.max(1e-9, (high[axis]! - value) / 2));
  const unit = Math.max(half[0]!, half[1]!);
  const at = positions.map((value, i) => (value - centre[i % 3]!) / unit);
  return { at, halfWidth: half[0]! / unit, halfHeight: half[1]! / unit, unknown };
}

/** From layout to pixels of a picture: x = x0 + sx * (row 0 . p), y alike, depth = row 2 . p. */
export interface Projection {
  /** Rotation, row by row. */
  rows: Float32Array;
  scale: number;
  x0: number;
  y0: number;
}

export function project(camera: Camera, layout: Layout, width: number, height: number): Projection {
  const [cy, sy, cp, sp] = [
    Math.cos(camera.yaw),
    Math.sin(camera.yaw),
    Math.cos(camera.pitch),
    Math.sin(camera.pitch),
  ];
  const fit = 0.94 * Math.min(width / 2 / layout.halfWidth, height / 2 / layout.halfHeight);
  return {
    rows: new Float32Array([cy, 0, sy, sy * sp, cp, -cy * sp, -sy * cp, sp, cy * cp]),
    scale: fit * camera.zoom,
    x0: width / 2 + camera.x * fit * camera.zoom,
    y0: height / 2 + camera.y * fit * camera.zoom,
  };
}

export function turned(camera: Camera, yaw: number, pitch: number): Camera {
  const limit = Math.PI / 2;
  return {
    ...camera,
    yaw: Math.atan2(Math.sin(camera.yaw + yaw), Math.cos(camera.yaw + yaw)),
    pitch: Math.min(limit, Math.max(-limit, camera.pitch + pitch)),
  };
}

/** Enlarged by `factor` about a point of the picture, given from its middle in pixels. */
export function enlarged(camera: Camera, factor: number, dx = 0, dy = 0, scale = 1): Camera {
  const zoom = Math.min(NEAREST, Math.max(FARTHEST, camera.zoom * factor));
  const grown = zoom / camera.zoom;
  return {
    ...camera,
    zoom,
    x: camera.x + (dx / scale) * (1 / grown - 1),
    y: camera.y + (dy / scale) * (1 / grown - 1),
  };
}

export function moved(camera: Camera, dx: number, dy: number, scale: number): Camera {
  return { ...camera, x: camera.x + dx / scale, y: camera.y + dy / scale };
}
