/** Time in ms after which the light of a spike has fallen to 1/e. */
const FADE = 350;

/** Light of a single spike; more spikes within one frame add to it. */
const FLASH = 0.7;

const DARK = 1 / 255;

/** How brightly each neuron of one branch shines, from 0 to 1: spikes light it, and it fades. */
export class Activity {
  readonly light: Float32Array;
  /** Indices of the neurons that shine; the first `count` are valid. */
  readonly lit: Int32Array;
  count = 0;

  constructor(neurons: number) {
    this.light = new Float32Array(neurons);
    this.lit = new Int32Array(neurons);
  }

  spikes(index: Int32Array, count: Int32Array): void {
    const { light, lit } = this;
    for (let k = 0; k < index.length; k++) {
      const neuron = index[k]!;
      const before = light[neuron];
      if (before === undefined) continue;
      if (before === 0) lit[this.count++] = neuron;
      light[neuron] = 1 - (1 - before) * (1 - FLASH) ** count[k]!;
    }
  }

  /** Lets `ms` pass. */
  fade(ms: number): void {
    const { light, lit } = this;
    const factor = Math.exp(-ms / FADE);
    let kept = 0;
    for (let k = 0; k < this.count; k++) {
      const neuron = lit[k]!;
      const left = light[neuron]! * factor;
      if (left < DARK) {
        light[neuron] = 0;
      } else {
        light[neuron] = left;
        lit[kept++] = neuron;
      }
    }
    this.count = kept;
  }

  clear(): void {
    for (let k = 0; k < this.count; k++) this.light[this.lit[k]!] = 0;
    this.count = 0;
  }
}
