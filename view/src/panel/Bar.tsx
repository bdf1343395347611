import type { Actions } from "../actions";
import type { Page } from "../page";
import type { Drawing } from "../points/choose";
import type { Preferences } from "../preferences";
import { themeOf } from "../preferences";
import * as text from "../text";

interface Props {
  page: Page;
  actions: Actions;
  preferences: Preferences;
  prefer(change: Partial<Preferences>): void;
}

/** What is looked at, and how the page looks. */
export function Bar({ page, actions, preferences, prefer }: Props) {
  const { about, brain } = page;
  const dark = themeOf(preferences) === "dark";
  return (
    <header class="top">
      <h1>
        flybrain{" "}
        <span>{about ? `${about.experiment} on ${about.connectome.name}, seed ${about.seed}` : ""}</span>
      </h1>
      <p class="totals" aria-live="off">
        {(brain?.branches ?? []).map(({ active }, branch) => (
          <span key={branch}>
            {(brain?.branches.length ?? 1) > 1 ? (branch === 0 ? "trunk " : "branch ") : ""}
            <b>{text.count(active)}</b> active
          </span>
        ))}
      </p>
      <div class="buttons">
        <button type="button" onClick={() => actions.openDialog("share")}>
          Share
        </button>
        <button
          type="button"
          aria-pressed={preferences.large}
          onClick={() => prefer({ large: !preferences.large })}
          title="L"
        >
          Large text
        </button>
        <button type="button" onClick={() => prefer({ theme: dark ? "light" : "dark" })} title="T">
          {dark ? "Light" : "Dark"}
        </button>
        <button
          type="button"
          aria-label="Help: the keys"
          onClick={() => actions.openDialog("help")}
          title="?"
        >
          ?
        </button>
      </div>
    </header>
  );
}

/** Which brain this is not, always visible; and whether the server is there. */
export function Notices({ page, actions }: { page: Page; actions: Actions }) {
  const { about, connection, error } = page;
  return (
    <section class="notices" aria-label="Notices">
      {about?.connectome.synthetic ? (
        <p class="notice">This is a synthetic brain, not the fly: its wiring is generated.</p>
      ) : null}
      {about?.connectome.notices.map((notice) => (
        <p class="notice" key={notice}>
          {notice}
        </p>
      ))}
      <SharedMoment page={page} actions={actions} />
      {connection === "lost" ? (
        <p class="notice lost" role="alert">
          No connection to flybrain view; trying again. If it was stopped, start it again and open its link.
        </p>
      ) : null}
      {error ? (
        <p class="notice lost" role="alert">
          {error}
          <button type="button" class="remove" aria-label="Close" onClick={() => actions.fail(null)}>
            ×
          </button>
        </p>
      ) : null}
    </section>
  );
}

/** Offers the moment of a link, or says why this is not the view that the link is of. */
function SharedMoment({ page: { shared, about, brain }, actions }: { page: Page; actions: Actions }) {
  if (!shared || !about || !brain) return null;
  const same =
    shared.experiment === about.experiment &&
    shared.seed === String(about.seed) &&
    shared.brain === about.connectome.name;
  return (
    <p class="notice shared" role="status">
      {same
        ? `The link is of ${text.seconds(shared.time)}.`
        : `The link is of ${shared.experiment} on ${shared.brain}, seed ${shared.seed}; this view is not.`}
      {same && Math.abs(shared.time - brain.time) > 1e-9 ? (
        <button type="button" onClick={() => actions.goToShared()}>
          Go to this moment
        </button>
      ) : null}
      <button type="button" class="remove" aria-label="Close" onClick={() => actions.putShareAside()}>
        ×
      </button>
    </p>
  );
}

/** Colours of the points, and how they are drawn. */
export function Look({ page, actions, preferences, prefer }: Props) {
  const drawing = page.drawing;
  return (
    <details class="look">
      <summary>
        Colours and drawing
        <small>{drawing ? ` ${drawing.kind}, ${drawing.framesPerSecond} frames/s` : ""}</small>
      </summary>
      <label>
        Colour by{" "}
        <select
          value={page.colourBy ?? ""}
          onChange={(event) => void actions.colourBy(event.currentTarget.value || null)}
        >
          <option value="">activity</option>
          {(page.about?.annotations ?? []).map((column) => (
            <option key={column} value={column}>
              {column.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </label>
      <label>
        Draw by{" "}
        <select
          value={preferences.drawing}
          onChange={(event) => prefer({ drawing: event.currentTarget.value as Drawing })}
        >
          <option value="automatic">the faster of both</option>
          <option>WebGL</option>
          <option>2D canvas</option>
        </select>
      </label>
      <p>{page.about?.layout.note}</p>
    </details>
  );
}
