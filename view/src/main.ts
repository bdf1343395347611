import "./style.css";
import * as api from "./api";
import { FRONT, layout } from "./camera";
import { fromFragment, type Shared } from "./share";
import { View } from "./view";

async function open(): Promise<void> {
  const shared = fromFragment(location.hash);
  const [about, positions] = await Promise.all([api.about(), api.positions()]);
  document.title = `${about.experiment} – flybrain`;
  const socket = new URL("live", location.href);
  socket.protocol = socket.protocol.replace("http", "ws");
  socket.hash = "";
  const view = new View(about, layout(positions), socket.href, shared?.camera ?? FRONT);
  document.getElementById("app")!.replaceChildren();
  view.start();
  if (shared) await restore(view, shared);
}

/** Chooses and watches what a link says. Only a person moves the brain, which others may be looking at. */
async function restore({ actions, store }: View, shared: Shared): Promise<void> {
  const neurons = store.page.about!.connectome.neurons;
  const known = (index: number) => index < neurons;
  if (shared.neuron !== null && known(shared.neuron)) await actions.choose(shared.neuron);
  for (const index of shared.watched.filter(known)) await actions.watchByIndex(index);
  store.apply({ on: "shared", shared });
}

open().catch((error: unknown) => {
  const place = document.getElementById("app")!;
  place.setAttribute("role", "alert");
  place.textContent = error instanceof Error ? error.message : String(error);
});
