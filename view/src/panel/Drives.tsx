import type { Actions } from "../actions";
import { driveRows, type Page } from "../page";
import * as text from "../text";
import { Finder } from "./Finder";
import { Slider } from "./Slider";

const HIGHEST = 300;

/** Driven and silenced neurons of the branch that is changed. */
export function Drives({ page, actions }: { page: Page; actions: Actions }) {
  const branch = page.brain?.branches[page.target];
  return (
    <>
      <section aria-labelledby="driven">
        <h2 id="driven">Driven</h2>
        <ul class="rows">
          {driveRows(page).map((row) => (
            <DriveRow key={`${page.target} ${row.neurons}`} {...row} actions={actions} />
          ))}
        </ul>
        <Finder
          label="Drive neurons"
          placeholder="Drive: set, type, id, selection"
          about={page.about}
          neuron={({ id }) => actions.drive(id)}
          selection={(neurons) => actions.drive(neurons)}
        />
      </section>
      <section aria-labelledby="silenced">
        <h2 id="silenced">Silenced</h2>
        <ul class="rows">
          {(branch?.silenced ?? []).map(({ neurons, count }) => (
            <li key={neurons} class="row">
              <span class="name" title={neurons}>
                {neurons} <small>{text.neurons(count)}</small>
              </span>
              <Remove what={`Stop silencing ${neurons}`} act={() => actions.unsilence(neurons)} />
            </li>
          ))}
        </ul>
        <Finder
          label="Silence neurons"
          placeholder="Silence: set, type, id, selection"
          about={page.about}
          neuron={({ id }) => actions.silence(id)}
          selection={(neurons) => actions.silence(neurons)}
        />
      </section>
    </>
  );
}

export function Remove({ what, act }: { what: string; act(): void }) {
  return (
    <button type="button" class="remove" aria-label={what} title={what} onClick={act}>
      ×
    </button>
  );
}

interface Row {
  neurons: string;
  rate: number;
  count: number | null;
  actions: Actions;
}

function DriveRow({ neurons, rate, count, actions }: Row) {
  return (
    <li class="row">
      <span class="name" title={neurons}>
        {neurons} {count === null ? null : <small>{text.neurons(count)}</small>}
      </span>
      <Remove what={`Stop driving ${neurons}`} act={() => actions.removeDrive(neurons)} />
      <Slider
        label={`Rate of the drive of ${neurons}`}
        value={rate}
        min={0}
        max={Math.max(HIGHEST, rate)}
        step={5}
        words={(value) => `${value} Hz`}
        move={(value) => actions.drive(neurons, value)}
      />
    </li>
  );
}
