import type { Actions } from "../actions";
import type { Page } from "../page";
import { rowColour } from "../raster";
import * as text from "../text";
import { Remove } from "./Drives";

interface Props {
  page: Page;
  actions: Actions;
  /** Firing rates in Hz of the watched neurons over the last second, per branch. */
  rates: Map<number, number>[];
}

const MOST_ROWS = 30;

/** The neurons of the raster, with their rates. */
export function Watched({ page, actions, rates }: Props) {
  const more = page.watched.length - MOST_ROWS;
  return (
    <section aria-labelledby="watched">
      <h2 id="watched">
        Watched <small>{text.neurons(page.watched.length)}</small>
      </h2>
      <ul class="rows">
        {page.watched.slice(0, MOST_ROWS).map(({ index, label }, place) => (
          <li key={index} class="row">
            <button type="button" class="link name" onClick={() => void actions.choose(index)}>
              <span class="swatch" style={{ background: rowColour(place) }} />
              {label}
            </button>
            <span class="value">{rates.map((of) => text.hertz(of.get(index) ?? 0)).join(" | ")}</span>
            <Remove what={`Stop watching ${label}`} act={() => actions.unwatch(index)} />
          </li>
        ))}
      </ul>
      {more > 0 ? <p>and {text.neurons(more)} more</p> : null}
      {page.watched.length > 1 ? (
        <button type="button" onClick={() => actions.watchNone()}>
          Watch none
        </button>
      ) : null}
    </section>
  );
}
