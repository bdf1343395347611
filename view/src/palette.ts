export type Colour = readonly [red: number, green: number, blue: number];

/** How the points are coloured; colour-blind people can distinguish all of it, see `luminance`. */
export interface Paint {
  background: Colour;
  /** Colour of each resting neuron, three bytes each. */
  rest: Uint8Array;
  /** How much a single resting neuron covers of its pixel. */
  cover: number;
  /** Colours of light, from dim to bright; null where a bright neuron shows its group. */
  ramp: readonly Colour[] | null;
  /** Colour of each neuron that shines, where there is no ramp. */
  full: Uint8Array;
}

const BACKGROUND = { dark: [10, 12, 18], light: [250, 250, 247] } as const;
const REST = { dark: [104, 122, 156], light: [122, 134, 156] } as const;

/** Luminance changes in one direction, so the order is visible without any hue. */
const RAMP = {
  dark: [
    [92, 60, 150],
    [214, 70, 90],
    [252, 160, 40],
    [255, 250, 190],
  ],
  light: [
    [246, 190, 110],
    [224, 90, 60],
    [140, 20, 95],
    [30, 4, 60],
  ],
} as const;

/** Okabe and Ito's colours (Color Universal Design, 2008) without black; grey is for all other groups. */
export const GROUPS: readonly Colour[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];
export const OTHER: Colour = [140, 140, 140];

export type Theme = "dark" | "light";

export const css = ([red, green, blue]: Colour) => `rgb(${red},${green},${blue})`;

/** Relative luminance, from 0 to 1 (ITU-R BT.709, without gamma). */
export const luminance = ([red, green, blue]: Colour) =>
  (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;

/** The colour at `t` (0 to 1) of a ramp. */
export function along(ramp: readonly Colour[], t: number): Colour {
  const place = Math.min(0.9999, Math.max(0, t)) * (ramp.length - 1);
  const from = ramp[Math.floor(place)]!;
  return mix(from, ramp[Math.floor(place) + 1]!, place % 1);
}

export function mix(from: Colour, to: Colour, t: number): Colour {
  const part = (k: 0 | 1 | 2) => Math.round(from[k] + (to[k] - from[k]) * t);
  return [part(0), part(1), part(2)];
}

export function byActivity(theme: Theme, neurons: number): Paint {
  return {
    background: BACKGROUND[theme],
    rest: filled(neurons, () => REST[theme]),
    cover: theme === "dark" ? 0.5 : 0.45,
    ramp: RAMP[theme],
    full: new Uint8Array(3 * neurons),
  };
}

/** The largest groups have a colour each; `codes` are places in the list of groups, -1 for none. */
export function byGroup(theme: Theme, codes: readonly number[]): Paint {
  const colours = new Map(largest(codes).map((code, rank) => [code, GROUPS[rank]!]));
  const colour = (neuron: number) => colours.get(codes[neuron]!) ?? OTHER;
  const background = BACKGROUND[theme];
  return {
    background,
    rest: filled(codes.length, (neuron) => mix(background, colour(neuron), 0.7)),
    cover: 0.65,
    ramp: null,
    full: filled(codes.length, (neuron) =>
      mix(colour(neuron), theme === "dark" ? [255, 255, 255] : [0, 0, 0], 0.35),
    ),
  };
}

/** The groups that have a colour of their own, the largest first. */
export function largest(codes: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const code of codes) if (code >= 0) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  return [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)!).slice(0, GROUPS.length);
}

function filled(neurons: number, colour: (neuron: number) => Colour): Uint8Array {
  const bytes = new Uint8Array(3 * neurons);
  for (let neuron = 0; neuron < neurons; neuron++) bytes.set(colour(neuron), 3 * neuron);
  return bytes;
}
