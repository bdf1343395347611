import type { Actions } from "../actions";
import type { Page } from "../page";
import type { Preferences } from "../preferences";
import { Bar, Look, Notices } from "./Bar";
import { Card } from "./Card";
import { Dialogs } from "./Dialogs";
import { Drives } from "./Drives";
import { Finder } from "./Finder";
import { Picture, RasterPicture } from "./Picture";
import { Transport } from "./Transport";
import { Watched } from "./Watched";

export interface Props {
  page: Page;
  actions: Actions;
  preferences: Preferences;
  rates: Map<number, number>[];
  prefer(change: Partial<Preferences>): void;
  link(): string;
  attachBrain(host: HTMLElement): void;
  attachRaster(canvas: HTMLCanvasElement): void;
}

export function App(props: Props) {
  const { page, actions, rates } = props;
  return (
    <>
      <Bar {...props} />
      <Notices page={page} actions={actions} />
      <main>
        <Picture page={page} actions={actions} attach={props.attachBrain} />
        <RasterPicture page={page} actions={actions} attach={props.attachRaster} />
        <Transport page={page} actions={actions} />
      </main>
      <aside aria-label="Neurons">
        <Finder
          class="search"
          label="Search neurons"
          placeholder="Search: id, name, type, selection (/)"
          about={page.about}
          neuron={({ index }) => void actions.choose(index)}
          selection={(text) => void actions.chooseSelection(text)}
        />
        <Target page={page} actions={actions} />
        <Drives page={page} actions={actions} />
        <Card page={page} actions={actions} />
        <Watched page={page} actions={actions} rates={rates} />
        <Look {...props} />
      </aside>
      <Dialogs page={page} actions={actions} link={props.link} />
    </>
  );
}

/** Which of two branches is changed. */
function Target({ page, actions }: { page: Page; actions: Actions }) {
  const branches = page.brain?.branches ?? [];
  if (branches.length < 2) return null;
  return (
    <fieldset class="target">
      <legend>Change the</legend>
      {branches.map((_, branch) => (
        <label key={branch}>
          <input
            type="radio"
            name="target"
            checked={page.target === branch}
            onChange={() => actions.target(branch)}
          />{" "}
          {branch === 0 ? "trunk" : "branch"}
        </label>
      ))}
    </fieldset>
  );
}
