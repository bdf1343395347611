import { useEffect, useRef } from "preact/hooks";
import type { Actions } from "../actions";
import type { Page } from "../page";
import { css, GROUPS, largest, OTHER } from "../palette";
import * as text from "../text";

interface Props {
  page: Page;
  actions: Actions;
  attach(host: HTMLElement): void;
}

/** The place of the points, with the names of the branches and the legend above them. */
export function Picture({ page, attach }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => attach(host.current!), [attach]);
  const branches = page.brain?.branches ?? [];
  const neurons = page.about?.connectome.neurons;
  return (
    <div class="picture">
      <div
        id="brain"
        ref={host}
        role="application"
        tabIndex={0}
        aria-label={`The brain: ${neurons ? text.neurons(neurons) : "neurons"} as points. Arrow keys turn it, + and - enlarge it.`}
      />
      {branches.length > 1
        ? branches.map(({ from }, branch) => (
            <p key={branch} class="side" style={{ left: `${(100 * branch) / branches.length}%` }}>
              {branch === 0 ? "Trunk" : `Branch from ${text.seconds(from)}`}
            </p>
          ))
        : null}
      <Legend page={page} />
      <p class="layout" title={page.about?.layout.note}>
        {[
          page.about?.connectome.synthetic ? "synthetic brain, not the fly" : null,
          page.about?.layout.source === "computed" ? "computed places" : null,
        ]
          .filter(Boolean)
          .join("; ")}
      </p>
    </div>
  );
}

function Legend({ page }: { page: Page }) {
  const groups = page.groups;
  if (!groups) {
    return (
      <p class="legend">
        resting <span class="ramp" /> firing
      </p>
    );
  }
  const named = largest(groups.codes).map(
    (code, rank) => [groups.values[code]!, css(GROUPS[rank]!)] as const,
  );
  return (
    <ul class="legend">
      {[...named, ["other or none", css(OTHER)] as const].map(([name, background]) => (
        <li key={name}>
          <span class="swatch" style={{ background }} />
          {name.replaceAll("_", " ")}
        </li>
      ))}
    </ul>
  );
}

interface RasterProps {
  page: Page;
  actions: Actions;
  attach(canvas: HTMLCanvasElement): void;
}

const WINDOWS = [0.05, 0.2, 1, 5, 20];

/** Spikes and rates of the watched neurons. */
export function RasterPicture({ page, actions, attach }: RasterProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => attach(canvas.current!), [attach]);
  const empty = page.watched.length === 0;
  return (
    <section class={empty ? "raster empty" : "raster"} aria-label="Spikes and rates of watched neurons">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Spikes and firing rates of ${text.neurons(page.watched.length)}; the rates are in the list of watched neurons`}
      />
      {empty ? (
        <p>Watch neurons to see their spikes and rates here.</p>
      ) : (
        <label>
          Last{" "}
          <select
            value={page.window ?? ""}
            onChange={(event) => actions.window(Number(event.currentTarget.value) || null)}
          >
            <option value="">(by speed)</option>
            {WINDOWS.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds} s
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}
