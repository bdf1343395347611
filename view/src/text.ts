/** Numbers as the panel writes them. */

const grouped = new Intl.NumberFormat("en-US");

export const count = (value: number) => grouped.format(value);

export const neurons = (value: number) => `${count(value)} ${value === 1 ? "neuron" : "neurons"}`;

export const hertz = (value: number) => `${value < 99.95 ? value.toFixed(1) : value.toFixed(0)} Hz`;

export const millivolts = (value: number) => `${value.toFixed(2)} mV`;

export const seconds = (value: number) => `${value.toFixed(4)} s`;

/** Speed in words: brain time per time of the clock on the wall. */
export function speed(value: number | "max"): string {
  if (value === "max") return "as fast as it goes";
  if (value < 0.9995) return `${Number((value * 1000).toPrecision(3))} ms/s`;
  return value < 1.0005 ? "real time" : `${Number(value.toPrecision(3))} s/s`;
}
