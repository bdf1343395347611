import { type Camera, FRONT } from "./camera";

/** What a link to a moment says; it is in the fragment, which browsers do not send. */
export interface Shared {
  brain: string;
  experiment: string;
  seed: string;
  /** Moment in s. */
  time: number;
  camera: Camera;
  watched: number[];
  neuron: number | null;
}

const CAMERA = ["yaw", "pitch", "zoom", "x", "y"] as const;

export function toFragment(shared: Shared): string {
  const values = new URLSearchParams({
    brain: shared.brain,
    experiment: shared.experiment,
    seed: shared.seed,
    t: String(Math.round(shared.time * 1e4) / 1e4),
    camera: CAMERA.map((part) => shared.camera[part].toFixed(4)).join(","),
  });
  if (shared.watched.length > 0) values.set("watch", shared.watched.join(","));
  if (shared.neuron !== null) values.set("neuron", String(shared.neuron));
  return `#${values.toString().replaceAll("%2C", ",")}`;
}

/** Null where the fragment is not of a link to a moment; a part that cannot be read is left out. */
export function fromFragment(fragment: string): Shared | null {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  const time = Number(values.get("t") ?? Number.NaN);
  const experiment = values.get("experiment");
  if (experiment === null || !Number.isFinite(time) || time < 0) return null;
  const neuron = index(values.get("neuron") ?? "");
  return {
    brain: values.get("brain") ?? "",
    experiment,
    seed: values.get("seed") ?? "",
    time,
    camera: camera(values.get("camera")),
    watched: (values.get("watch") ?? "")
      .split(",")
      .map(index)
      .filter((place) => place !== null),
    neuron,
  };
}

function index(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function camera(text: string | null): Camera {
  const parts = (text ?? "").split(",").map(Number);
  if (parts.length !== CAMERA.length || !parts.every(Number.isFinite) || parts[2]! <= 0) return FRONT;
  return Object.fromEntries(CAMERA.map((part, k) => [part, parts[k]!])) as unknown as Camera;
}
