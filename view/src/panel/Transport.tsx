import { type Actions, FASTEST, SLOWEST } from "../actions";
import type { Page } from "../page";
import * as text from "../text";

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
      <label class="range">
        <span>Rewind</span>
        <input
          type="range"
          aria-label="Rewind"
          disabled={off}
          min={brain?.oldest ?? 0}
          max={brain?.time ?? 1}
          step="any"
          value={brain?.time ?? 0}
          aria-valuetext={brain ? text.seconds(brain.time) : ""}
          onChange={(event) => actions.rewind(Number(event.currentTarget.value))}
        />
        <span class="value">from {(brain?.oldest ?? 0).toFixed(1)} s</span>
      </label>
      <label class="range">
        <span>Speed</span>
        <input
          type="range"
          aria-label="Speed"
          disabled={off}
          min={LOWEST}
          max={MAX}
          step={0.05}
          value={speed === "max" ? MAX : Math.log10(speed)}
          aria-valuetext={text.speed(speed)}
          onInput={(event) => {
            const place = Number(event.currentTarget.value);
            actions.speed(place > HIGHEST + 0.01 ? "max" : 10 ** place);
          }}
        />
        <span class="value">
          {text.speed(speed)}
          {brain?.playing && behind(brain) ? <small> (reaches {text.speed(brain.achieved)})</small> : null}
        </span>
      </label>
    </section>
  );
}

/** Whether the simulation does not keep up, or is asked for all it can do. */
function behind(brain: NonNullable<Page["brain"]>): boolean {
  return brain.achieved > 0 && (brain.speed === "max" || brain.achieved < 0.9 * brain.speed);
}
