/** The last spikes of watched neurons of one branch, in order of time. */
export class SpikeLog {
  private readonly neurons: Int32Array;
  private readonly times: Float64Array;
  private end = 0;
  private size = 0;

  constructor(private readonly capacity = 1 << 17) {
    this.neurons = new Int32Array(capacity);
    this.times = new Float64Array(capacity);
  }

  add(neuron: number, time: number): void {
    this.neurons[this.end] = neuron;
    this.times[this.end] = time;
    this.end = (this.end + 1) % this.capacity;
    this.size = Math.min(this.size + 1, this.capacity);
  }

  /** Calls `visit` for each spike from `from` on (s), the newest first. */
  since(from: number, visit: (neuron: number, time: number) => void): void {
    for (let back = 1; back <= this.size; back++) {
      const place = (this.end - back + this.capacity) % this.capacity;
      if (this.times[place]! < from) return;
      visit(this.neurons[place]!, this.times[place]!);
    }
  }

  /** Forgets the spikes from `time` on (s). */
  cut(time: number): void {
    while (this.size > 0) {
      const last = (this.end - 1 + this.capacity) % this.capacity;
      if (this.times[last]! < time) return;
      this.end = last;
      this.size--;
    }
  }

  /** A log with the same spikes: a branch has the past of its trunk. */
  copy(): SpikeLog {
    const copy = new SpikeLog(this.capacity);
    copy.neurons.set(this.neurons);
    copy.times.set(this.times);
    copy.end = this.end;
    copy.size = this.size;
    return copy;
  }
}
