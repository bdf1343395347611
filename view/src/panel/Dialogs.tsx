import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Actions } from "../actions";
import * as api from "../api";
import { KEYS } from "../keys";
import type { Page } from "../page";
import * as text from "../text";

interface Props {
  page: Page;
  actions: Actions;
  link(): string;
}

/** Help and share, above the page. */
export function Dialogs({ page, actions, link }: Props) {
  const { dialog } = page;
  if (!dialog) return null;
  const closed = () => actions.dialogClosed(dialog);
  if (dialog.kind === "help") {
    return (
      <Modal key={dialog} title="Keys" closed={closed}>
        <dl class="keys">
          {KEYS.map(([keys, meaning]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p>
          Mouse: drag turns, Shift and drag moves, the wheel enlarges, a click chooses a neuron. Fingers
          alike.
        </p>
      </Modal>
    );
  }
  return (
    <Modal key={dialog} title="Share and save" closed={closed}>
      <Share page={page} link={link()} />
    </Modal>
  );
}

function Modal({ title, closed, children }: { title: string; closed(): void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  // Before the next key, which is the dialog's.
  useLayoutEffect(() => {
    const dialog = element.current!;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return (
    <dialog ref={element} aria-labelledby="dialog" onClose={closed}>
      <h2 id="dialog">{title}</h2>
      <button type="button" class="remove" aria-label="Close" onClick={() => element.current?.close()}>
        ×
      </button>
      {children}
    </dialog>
  );
}

function Share({ page, link }: { page: Page; link: string }) {
  const [copied, setCopied] = useState("");
  const about = page.about;
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied("Copied."),
      () => setCopied("The browser does not allow it; copy the text of the field."),
    );
  return (
    <>
      <p>A link to this moment, camera and watched neurons, for whoever has opened this view:</p>
      <div class="copy">
        <input
          readOnly
          value={link}
          aria-label="Link to this moment"
          onFocus={(e) => e.currentTarget.select()}
        />
        <button type="button" onClick={copy}>
          Copy
        </button>
      </div>
      <p role="status">{copied}</p>
      {about ? (
        <p>
          Elsewhere, start <code>{command(about.experiment, about.seed, about.connectome.name)}</code> and put
          the part of the link from # on behind the link that it prints. Changes made while the brain ran are
          in the experiment file.
        </p>
      ) : null}
      <h3>Save what ran</h3>
      <p>
        <code>flybrain run</code> makes the same spikes from the experiment file, one for one.
      </p>
      {(page.brain?.branches ?? []).map(({ spikes }, branch) => (
        <p key={branch} class="buttons">
          <span>{branch === 0 ? "Trunk" : "Branch"}</span>
          <a class="button" href={api.experimentFile(branch)} download>
            Experiment file
          </a>
          <a class="button" href={api.spikeFile(branch)} download>
            Spike file ({text.count(spikes)} spikes)
          </a>
        </p>
      ))}
    </>
  );
}

const quoted = (word: string) => (/^[\w.@/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const command = (experiment: string, seed: number | string, connectome: string) =>
  `flybrain view ${quoted(experiment)} --seed ${seed} --connectome ${quoted(connectome)}`;
