import type { Actions } from "../actions";
import type { Page } from "../page";
import * as text from "../text";

interface Props {
  why: NonNullable<Page["why"]>;
  actions: Actions;
}

/** The last spike of a neuron as the sum of what presynaptic spikes contributed to its potential. */
export function WhyTable({ why: { answer, refusal, branch }, actions }: Props) {
  if (!answer) {
    return (
      <p class="why" role="status">
        {refusal}
      </p>
    );
  }
  const largest = Math.max(...answer.causes.map(({ share }) => Math.abs(share)), 1e-9);
  return (
    <div class="why">
      <h3>
        Why it fired at {text.seconds(answer.time)}
        {branch > 0 ? ", in the branch" : ""}
      </h3>
      <p>
        The {answer.height.toFixed(3)} mV above rest at its last spike: {answer.excitation.toFixed(3)} mV of
        excitation, {answer.inhibition.toFixed(3)} mV of inhibition. Shares are of either.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Presynaptic</th>
            <th scope="col">mV</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {answer.causes.map(({ index, id, label, contribution, share }) => (
            <tr key={`${index} ${id} ${label}`}>
              <td>
                {index >= 0 ? (
                  <button type="button" class="link" title={id} onClick={() => void actions.choose(index)}>
                    {label || id}
                  </button>
                ) : (
                  label || id
                )}
              </td>
              <td class={contribution < 0 ? "inhibits" : ""}>{contribution.toFixed(3)}</td>
              <td class="share">
                <span
                  class={contribution < 0 ? "bar inhibits" : "bar"}
                  style={{ width: `${(100 * Math.abs(share)) / largest}%` }}
                />
                <span>{(100 * share).toFixed(1)}%</span>
              </td>
            </tr>
          ))}
          {answer.others.count > 0 ? (
            <tr>
              <td>{text.neurons(answer.others.count)} more</td>
              <td>{answer.others.contribution.toFixed(3)}</td>
              <td />
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
