import * as api from "./api";
import type { Connection } from "./connection";
import { type Dialog, MOST_WATCHED, type Page } from "./page";
import type { Selection } from "./protocol";
import type { Store } from "./store";

const FIRST_RATE = 100;
export const SLOWEST = 0.001;
export const FASTEST = 100;

/** What a person can do, whichever button, key or click asks for it. */
export class Actions {
  constructor(
    private readonly store: Store,
    private readonly connection: Connection,
  ) {}

  private get page(): Page {
    return this.store.page;
  }

  playOrPause(): void {
    this.connection.send({ do: this.page.brain?.playing ? "pause" : "play" });
  }

  step(seconds: number): void {
    this.connection.send({ do: "step", seconds });
  }

  rewind(time: number): void {
    const brain = this.page.brain;
    if (!brain) return;
    this.connection.send({ do: "rewind", time: Math.min(brain.time, Math.max(brain.oldest, time)) });
  }

  speed(value: number | "max"): void {
    const within =
      value === "max" || value > FASTEST ? "max" : Math.max(SLOWEST, Number(value.toPrecision(3)));
    this.connection.send({ do: "speed", value: within });
  }

  restart(): void {
    this.connection.send({ do: "restart" });
  }

  branchOrEnd(): void {
    this.connection.send({ do: (this.page.brain?.branches.length ?? 1) > 1 ? "unbranch" : "branch" });
  }

  drive(neurons: string, rate = FIRST_RATE): void {
    this.store.apply({ on: "rest", neurons });
    this.connection.send({ do: "drive", branch: this.page.target, neurons, rate });
  }

  removeDrive(neurons: string): void {
    this.store.apply({ on: "remove", neurons });
    this.connection.send({ do: "drive", branch: this.page.target, neurons, rate: 0 });
  }

  silence(neurons: string): void {
    this.connection.send({ do: "silence", branch: this.page.target, neurons });
  }

  unsilence(neurons: string): void {
    this.connection.send({ do: "unsilence", branch: this.page.target, neurons });
  }

  async choose(index: number): Promise<void> {
    this.store.apply({ on: "choose", chosen: { kind: "neuron", index, card: null } });
    await this.refresh();
  }

  async chooseSelection(text: string): Promise<Selection | null> {
    return this.orError(async () => {
      const of = await api.selection(text);
      this.store.apply({ on: "choose", chosen: { kind: "selection", of } });
      return of;
    });
  }

  forget(): void {
    this.store.apply({ on: "choose", chosen: null });
  }

  /** Asks for rate and potential of the chosen neuron again. */
  async refresh(): Promise<void> {
    const chosen = this.page.chosen;
    if (chosen?.kind !== "neuron") return;
    await this.orError(async () => this.store.apply({ on: "card", card: await api.neuron(chosen.index) }));
  }

  async why(index: number): Promise<void> {
    const branch = this.page.target;
    try {
      const answer = await api.why(branch, index);
      this.store.apply({ on: "why", why: { neuron: index, branch, answer, refusal: null } });
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
      this.store.apply({ on: "why", why: { neuron: index, branch, answer: null, refusal: error.message } });
    }
  }

  watch(neurons: { index: number; label: string }[]): void {
    if (this.page.watched.length + neurons.length > MOST_WATCHED) {
      this.fail(
        `at most ${MOST_WATCHED} neurons are watched; remove some, or choose fewer than ${neurons.length}`,
      );
      return;
    }
    this.store.apply({ on: "watch", neurons });
  }

  unwatch(index: number): void {
    this.store.apply({ on: "unwatch", index });
  }

  watchNone(): void {
    for (const { index } of this.page.watched) this.unwatch(index);
  }

  /** Watches a neuron by the name that its card has. */
  async watchByIndex(index: number): Promise<void> {
    await this.orError(async () => {
      const { id, name } = await api.neuron(index);
      this.store.apply({ on: "watch", neurons: [{ index, label: name ?? id }] });
    });
  }

  async watchAll(indices: readonly number[]): Promise<void> {
    const free = MOST_WATCHED - this.page.watched.length;
    for (const index of indices.slice(0, free)) await this.watchByIndex(index);
  }

  async colourBy(by: string | null): Promise<void> {
    await this.orError(async () =>
      this.store.apply({ on: "colour", by, groups: by === null ? null : await api.groups(by) }),
    );
  }

  window(seconds: number | null): void {
    this.store.apply({ on: "window", seconds });
  }

  /** Goes to the moment of the link that was opened: back, or on with what is driven now. */
  goToShared(): void {
    const { shared, brain } = this.page;
    if (!shared || !brain) return;
    if (shared.time > brain.time) this.step(shared.time - brain.time);
    else this.rewind(shared.time);
    this.putShareAside();
  }

  putShareAside(): void {
    this.store.apply({ on: "shared", shared: null });
  }

  target(branch: number): void {
    this.store.apply({ on: "target", branch });
  }

  openDialog(kind: Dialog["kind"]): void {
    this.store.apply({ on: "open", kind });
  }

  /** Takes note that a dialog has closed; browsers say so late, when the next one may be open. */
  dialogClosed(dialog: Dialog): void {
    this.store.apply({ on: "closed", dialog });
  }

  fail(message: string | null): void {
    this.store.apply({ on: "error", error: message });
  }

  private async orError<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof api.Refused)) throw error;
      this.fail(error.message);
      return null;
    }
  }
}
