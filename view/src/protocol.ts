/** What the page and the server of `flybrain view` say to each other; see docs/reference/view.md. */

export interface About {
  flybrain: string;
  connectome: {
    name: string;
    origin: string;
    synthetic: boolean;
    neurons: number;
    connections: number;
    sha256: string;
    notices: string[];
  };
  /** Time step in ms. */
  dt: number;
  seed: number | string;
  experiment: string;
  layout: { source: "coordinates" | "computed"; note: string };
  annotations: string[];
  /** Named sets; `text` is the selection that means one. */
  sets: { name: string; neurons: number; text: string; about?: string | null }[];
  experiments: string[];
}

export interface Groups {
  values: string[];
  /** Place in `values` per neuron; -1 where the neuron has no value. */
  codes: number[];
}

export interface Found {
  neurons: { index: number; id: string; name: string | null; type: string | null; side: string | null }[];
  selections: { text: string; neurons: number }[];
}

export interface Selection {
  text: string;
  name: string;
  neurons: number;
  /** Indices of the first 5000. */
  indices: number[];
  warnings: string[];
}

export interface Partner {
  index: number;
  id: string;
  label: string;
  synapses: number;
}

export interface Neuron {
  index: number;
  id: string;
  name: string | null;
  annotations: Record<string, string>;
  /** Firing rate in Hz over the last second, per branch. */
  rates: number[];
  /** Membrane potential in mV, per branch. */
  v: number[];
  /** Synaptic variable in mV, per branch. */
  g: number[];
  inputs: Partner[];
  outputs: Partner[];
  inputCount: number;
  outputCount: number;
}

/** The last spike of a neuron, taken apart. */
export interface Why {
  /** Height of the potential at the spike above rest, in mV: excitation and inhibition together. */
  height: number;
  excitation: number;
  inhibition: number;
  /** The largest contributions in mV; the share is of all excitation, or of all inhibition. */
  causes: { index: number; id: string; label: string; contribution: number; share: number }[];
  /** Those that are not listed. */
  others: { count: number; contribution: number };
  /** Time of the spike in s. */
  time: number;
}

export interface Branch {
  /** Time in s at which it began. */
  from: number;
  drives: { neurons: string; rate: number; count: number }[];
  silenced: { neurons: string; count: number }[];
  spikes: number;
  /** Neurons that fired in the last second. */
  active: number;
}

export interface Brain {
  /** Simulated time in s. */
  time: number;
  playing: boolean;
  /** Brain seconds per second asked for. */
  speed: number | "max";
  /** Brain seconds per second reached. */
  achieved: number;
  /** Earliest time in s that can be rewound to. */
  oldest: number;
  watched: number;
  branches: Branch[];
}

export type Command =
  | { do: "drive"; branch: number; neurons: string; rate: number }
  | { do: "silence" | "unsilence"; branch: number; neurons: string }
  | { do: "play" | "pause" | "branch" | "unbranch" | "restart" }
  | { do: "step"; seconds: number }
  | { do: "speed"; value: number | "max" }
  | { do: "rewind"; time: number }
  | { do: "watch"; neurons: readonly number[] }
  | { do: "ack"; frame: number };

/** Spikes of one branch since the last frame. */
export interface Frame {
  frame: number;
  branch: number;
  /** End of the frame in s. */
  time: number;
  /** Duration in s; 0 where everything after `time` is to be forgotten. */
  span: number;
  /** Indices of the neurons that fired, and how often. */
  index: Int32Array;
  count: Int32Array;
  /** Spikes of watched neurons: place in the watch list, and time step. */
  watched: Int32Array;
  step: Int32Array;
}

const HEADER = 32;

/** Reads a binary message; throws when its length does not fit what it says. */
export function parseFrame(bytes: ArrayBuffer): Frame {
  if (bytes.byteLength < HEADER) {
    throw new Error(`a frame has ${HEADER} bytes at least, this one ${bytes.byteLength}`);
  }
  const head = new DataView(bytes);
  const n = head.getInt32(24, true);
  const m = head.getInt32(28, true);
  if (n < 0 || m < 0 || bytes.byteLength !== HEADER + 8 * (n + m)) {
    throw new Error(`a frame of ${n} neurons and ${m} watched spikes has ${bytes.byteLength} bytes`);
  }
  const ints = (place: number, length: number) => new Int32Array(bytes, HEADER + 4 * place, length);
  return {
    frame: head.getInt32(0, true),
    branch: head.getInt32(4, true),
    time: head.getFloat64(8, true),
    span: head.getFloat64(16, true),
    index: ints(0, n),
    count: ints(n, n),
    watched: ints(2 * n, m),
    step: ints(2 * n + m, m),
  };
}
