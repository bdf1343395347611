import { type Actions, FASTEST, SLOWEST } from "../actions";
import type { Page } from "../page";
import * as text from "../text";
import { Slider } from "./Slider";

const LOWEST = Math.log10(SLOWEST);
const HIGHEST = Math.log10(FASTEST);

/** Past the highest speed the slider means "as fast as it goes". */
const MAX = HIGHEST + 0.1;

/** Play, step, rewind, restart, branch, and the speed. */
export function Transport({ page, actions }: { page: Page; actions: Actions }) {
  const brain = page.brain;
  const off = !brain || page.connection !== "open";
  const branched = (brain?.branches.length ?? 1) > 1;
  const speed = brain?.speed ?? 1;
  const oldest = (brain?.oldest ?? 0).toFixed(1);
  return (
    <section class="transport" aria-label="Time">
      <div class="buttons">
        <button type="button" class="main" disabled={off} onClick={() => actions.playOrPause()} title="Space">
          {brain?.playing ? "❚❚ Pause" : "▶ Play"}
        </button>
        <button type="button" disabled={off} onClick={() => actions.step(0.001)} title=". (period)">
          Step 1 ms
        </button>
        <button type="button" disabled={off} onClick={() => actions.branchOrEnd()} title="B" class="branch">
          {branched ? "End branch" : "Branch"}
        </button>
        <button type="button" disabled={off} onClick={() => actions.restart()} title="R">
          Restart
        </button>
      </div>
      <output class="clock" aria-label="Simulated time">
        {brain ? text.seconds(brain.time) : "–"}
      </output>
      <div class="range">
        <span aria-hidden="true">Rewind</span>
        <Slider
          label="Rewind"
          value={brain?.time ?? 0}
          min={brain?.oldest ?? 0}
          max={brain?.time ?? 1}
          step="any"
          words={(time) => (brain && time < brain.time ? `to ${text.seconds(time)}` : `from ${oldest} s`)}
          disabled={off}
          release={(time) => actions.rewind(time)}
        />
      </div>
      <div class="range">
        <span aria-hidden="true">Speed</span>
        <Slider
          label="Speed"
          value={speed === "max" ? MAX : Math.log10(speed)}
          min={LOWEST}
          max={MAX}
          step={0.05}
          words={(place) => text.speed(speedAt(place))}
          disabled={off}
          move={(place) => actions.speed(speedAt(place))}
        />
        {brain?.playing && behind(brain) ? <small>reaches {text.speed(brain.achieved)}</small> : null}
      </div>
    </section>
  );
}

const speedAt = (place: number) => (place > HIGHEST + 0.01 ? "max" : 10 ** place);

/** Whether the simulation does not keep up, or is asked for all it can do. */
function behind(brain: NonNullable<Page["brain"]>): boolean {
  return brain.achieved > 0 && (brain.speed === "max" || brain.achieved < 0.9 * brain.speed);
}
