import { Activity } from "./activity";
import type { Frame } from "./protocol";
import { SpikeLog } from "./spikelog";

/** How long, in ms, light fades before a single step is shown: its spikes are brighter than the last one's. */
const FADE_PER_STEP = 250;

/** What the frames said of each branch: light of all neurons, spikes of the watched ones. */
export class Recording {
  readonly activities: Activity[] = [];
  readonly logs: SpikeLog[] = [];
  /** End of the last frame, in s. */
  time = 0;
  /** Neurons by place, as the frames count them. */
  watching: readonly number[] = [];

  constructor(
    private readonly neurons: number,
    /** Time step in s. */
    private readonly dt: number,
  ) {
    this.setBranches(1);
  }

  /** A new branch has the past of the trunk. */
  setBranches(count: number): void {
    while (this.activities.length > count) {
      this.activities.pop();
      this.logs.pop();
    }
    while (this.activities.length < count) {
      this.activities.push(new Activity(this.neurons));
      this.logs.push(this.logs[0]?.copy() ?? new SpikeLog());
    }
  }

  take(frame: Frame, playing: boolean): void {
    if (frame.branch >= this.activities.length) this.setBranches(frame.branch + 1);
    const activity = this.activities[frame.branch]!;
    const log = this.logs[frame.branch]!;
    this.time = frame.time;
    if (frame.span === 0) {
      activity.clear();
      log.cut(frame.time);
      return;
    }
    if (!playing) activity.fade(FADE_PER_STEP);
    activity.spikes(frame.index, frame.count);
    for (let k = 0; k < frame.watched.length; k++) {
      const neuron = this.watching[frame.watched[k]!];
      if (neuron !== undefined) log.add(neuron, frame.step[k]! * this.dt);
    }
  }

  fade(ms: number): void {
    for (const activity of this.activities) activity.fade(ms);
  }

  /** Firing rate in Hz of each watched neuron over the last `seconds` (s) of a branch. */
  rates(branch: number, seconds: number): Map<number, number> {
    const rates = new Map<number, number>();
    const span = Math.min(seconds, Math.max(this.time, this.dt));
    this.logs[branch]?.since(this.time - span, (neuron) => {
      rates.set(neuron, (rates.get(neuron) ?? 0) + 1 / span);
    });
    return rates;
  }
}
