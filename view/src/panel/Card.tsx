import { useEffect, useRef } from "preact/hooks";
import type { Actions } from "../actions";
import { MOST_WATCHED, type Page } from "../page";
import type { Neuron, Partner, Selection } from "../protocol";
import * as text from "../text";
import { Remove } from "./Drives";
import { WhyTable } from "./Why";

/** The chosen neuron or selection; it comes into view when it is chosen. */
export function Card({ page, actions }: { page: Page; actions: Actions }) {
  const place = useRef<HTMLDivElement>(null);
  const chosen = page.chosen;
  const what = chosen?.kind === "neuron" ? (chosen.card ? chosen.index : null) : chosen?.of.text;
  useEffect(() => {
    const narrow = window.matchMedia("(max-width: 760px)").matches;
    if (what !== null && what !== undefined) {
      place.current?.scrollIntoView({ block: narrow ? "start" : "nearest" });
    }
  }, [what]);
  return (
    <div class="chosen" ref={place}>
      <Chosen page={page} actions={actions} />
    </div>
  );
}

function Chosen({ page, actions }: { page: Page; actions: Actions }) {
  const chosen = page.chosen;
  if (!chosen) {
    return (
      <section class="card empty">
        <p>Click a point, or search, to choose a neuron.</p>
      </section>
    );
  }
  if (chosen.kind === "selection") return <SelectionCard of={chosen.of} actions={actions} />;
  return chosen.card ? (
    <NeuronCard page={page} neuron={chosen.card} actions={actions} />
  ) : (
    <section class="card" />
  );
}

function SelectionCard({ of, actions }: { of: Selection; actions: Actions }) {
  const few = of.indices.slice(0, MOST_WATCHED);
  return (
    <section class="card" aria-labelledby="chosen">
      <h2 id="chosen">
        {of.text} <small>{text.neurons(of.neurons)}</small>
      </h2>
      <Remove what="Choose nothing" act={() => actions.forget()} />
      {of.warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
      <div class="buttons">
        <button type="button" onClick={() => actions.drive(of.text)}>
          Drive
        </button>
        <button type="button" onClick={() => actions.silence(of.text)}>
          Silence
        </button>
        <button type="button" onClick={() => void actions.watchAll(few)}>
          Watch {of.neurons > few.length ? `the first ${few.length}` : ""}
        </button>
      </div>
    </section>
  );
}

function NeuronCard({ page, neuron, actions }: { page: Page; neuron: Neuron; actions: Actions }) {
  const name = neuron.name || neuron.annotations.type || neuron.id;
  const watched = page.watched.some(({ index }) => index === neuron.index);
  const why = page.why?.neuron === neuron.index ? page.why : null;
  return (
    <section class="card" aria-labelledby="chosen">
      <h2 id="chosen">
        {name} {name === neuron.id ? null : <small>{neuron.id}</small>}
      </h2>
      <Remove what="Choose nothing" act={() => actions.forget()} />
      <div class="buttons">
        <button type="button" onClick={() => actions.drive(neuron.id)} title="D">
          Drive
        </button>
        <button type="button" onClick={() => actions.silence(neuron.id)} title="S">
          Silence
        </button>
        <button
          type="button"
          aria-pressed={watched}
          onClick={() =>
            watched ? actions.unwatch(neuron.index) : actions.watch([{ index: neuron.index, label: name }])
          }
          title="W"
        >
          {watched ? "Watched" : "Watch"}
        </button>
        <button type="button" onClick={() => void actions.why(neuron.index)} title="Y">
          Why?
        </button>
      </div>
      <Now neuron={neuron} />
      {why ? <WhyTable why={why} actions={actions} /> : null}
      <dl class="annotations">
        {Object.entries(neuron.annotations).map(([column, value]) => (
          <div key={column}>
            <dt>{column.replaceAll("_", " ")}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Partners title="Inputs" total={neuron.inputCount} partners={neuron.inputs} actions={actions} />
      <Partners title="Outputs" total={neuron.outputCount} partners={neuron.outputs} actions={actions} />
    </section>
  );
}

/** Rate and state in each branch. */
function Now({ neuron }: { neuron: Neuron }) {
  const heads = neuron.rates.length > 1 ? ["Trunk", "Branch"] : [""];
  const row = (name: string, values: number[], write: (value: number) => string) => (
    <tr>
      <th scope="row">{name}</th>
      {values.map((value, branch) => (
        <td key={branch}>{write(value)}</td>
      ))}
    </tr>
  );
  return (
    <table class="now">
      {heads.length > 1 ? (
        <thead>
          <tr>
            <td />
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody>
        {row("Rate (last 1 s)", neuron.rates, text.hertz)}
        {row("v", neuron.v, text.millivolts)}
        {row("g", neuron.g, text.millivolts)}
      </tbody>
    </table>
  );
}

interface PartnersProps {
  title: string;
  total: number;
  partners: Partner[];
  actions: Actions;
}

function Partners({ title, total, partners, actions }: PartnersProps) {
  return (
    <details open={title === "Inputs"}>
      <summary>
        {title} <small>{text.neurons(total)}</small>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{title === "Inputs" ? "Presynaptic" : "Postsynaptic"}</th>
            <th scope="col">Synapses</th>
          </tr>
        </thead>
        <tbody>
          {partners.map(({ index, id, label, synapses }) => (
            <tr key={index}>
              <td>
                <button type="button" class="link" title={id} onClick={() => void actions.choose(index)}>
                  {label || id}
                </button>
              </td>
              <td class={synapses < 0 ? "inhibits" : ""}>{text.count(synapses)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
