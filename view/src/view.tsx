import { render } from "preact";
import { Actions } from "./actions";
import type { Camera, Layout } from "./camera";
import { Connection } from "./connection";
import { press, type Reach } from "./keys";
import type { Page } from "./page";
import { byActivity, byGroup, type Paint } from "./palette";
import { App } from "./panel/App";
import { followPointers } from "./pointer";
import { load, type Preferences, save, show, themeOf, whenSystemChanges } from "./preferences";
import type { About, Brain, Frame } from "./protocol";
import { drawRaster, windowAt } from "./raster";
import { Recording } from "./recording";
import { Scene } from "./scene";
import { toFragment } from "./share";
import { Store } from "./store";

/** Pauses in ms between drawings of the raster, and between updates of the panel while the brain runs. */
const RASTER_PAUSE = 60;
const PANEL_PAUSE = 250;

/** Pause in ms between questions about the chosen neuron. */
const CARD_PAUSE = 1000;

/** Longest fade in ms at once: after a tab was hidden, its lights do not all go out. */
const LONGEST_FADE = 100;

/** The running page: the store for the panel, and what changes with every frame beside it. */
export class View {
  readonly store = new Store();
  readonly actions: Actions;
  camera: Camera;
  private readonly connection: Connection;
  private readonly recording: Recording;
  private preferences = load();
  private scene: Scene | null = null;
  private raster: HTMLCanvasElement | null = null;
  private readonly undrawn = new Set<number>();
  /** Whether the server says from which frame on a list of watched neurons counts. */
  private confirms = false;
  private fresh = false;
  private rasterIsOld = true;
  private readonly last = { turn: 0, raster: 0, panel: 0, card: 0 };
  private drawn = 0;

  constructor(
    private readonly about: About,
    private readonly layout: Layout,
    socket: string,
    camera: Camera,
  ) {
    this.camera = camera;
    this.recording = new Recording(about.connectome.neurons, about.dt / 1000);
    this.connection = new Connection(socket, {
      opened: () => {
        this.store.apply({ on: "connection", connection: "open" });
        this.sendWatched(this.store.page);
      },
      lost: () => this.store.apply({ on: "connection", connection: "lost" }),
      state: (brain) => this.takeState(brain),
      watching: (neurons) => {
        this.confirms = true;
        this.recording.watching = neurons;
      },
      error: (message) => this.actions.fail(message),
      frame: (frame) => this.takeFrame(frame),
    });
    this.actions = new Actions(this.store, this.connection);
  }

  start(): void {
    show(this.preferences);
    whenSystemChanges(() => this.prefer({}));
    this.store.apply({ on: "about", about: this.about });
    this.store.listen((page, before) => this.changed(page, before));
    const reach = this.reach();
    document.addEventListener("keydown", (event) => {
      if (press(event, reach)) event.preventDefault();
    });
    this.render();
    this.connection.open();
    requestAnimationFrame((now) => this.turn(now));
  }

  private readonly link = (): string => {
    const { watched, chosen, brain } = this.store.page;
    const fragment = toFragment({
      brain: this.about.connectome.name,
      experiment: this.about.experiment,
      seed: String(this.about.seed),
      time: brain?.time ?? 0,
      camera: this.camera,
      watched: watched.map(({ index }) => index),
      neuron: chosen?.kind === "neuron" ? chosen.index : null,
    });
    return location.origin + location.pathname + fragment;
  };

  private readonly look = (camera: Camera): void => {
    this.camera = camera;
    this.scene?.look(camera);
  };

  private reach(): Reach {
    return {
      actions: this.actions,
      page: () => this.store.page,
      camera: () => this.camera,
      look: this.look,
      focusSearch: () => document.querySelector<HTMLElement>(".search input")?.focus(),
      nextTheme: () => this.prefer({ theme: themeOf(this.preferences) === "dark" ? "light" : "dark" }),
      largeText: () => this.prefer({ large: !this.preferences.large }),
    };
  }

  private readonly prefer = (change: Partial<Preferences>): void => {
    this.preferences = { ...this.preferences, ...change };
    save(this.preferences);
    show(this.preferences);
    this.scene?.colour(this.paint(this.store.page));
    if (change.drawing) this.scene?.drawBy(change.drawing);
    this.rasterIsOld = true;
    this.render();
  };

  private paint(page: Page): Paint {
    const theme = themeOf(this.preferences);
    return page.groups ? byGroup(theme, page.groups.codes) : byActivity(theme, this.about.connectome.neurons);
  }

  private readonly attachBrain = (host: HTMLElement): void => {
    const scene = new Scene(host, this.layout, this.paint(this.store.page), this.preferences.drawing);
    scene.look(this.camera);
    this.scene = scene;
    followPointers(
      host,
      () => this.camera,
      this.look,
      scene,
      (x, y) => {
        const hit = scene.at(x, y, this.recording.activities);
        if (!hit) return;
        if ((this.store.page.brain?.branches.length ?? 1) > 1) this.actions.target(hit.branch);
        void this.actions.choose(hit.neuron);
      },
    );
  };

  private readonly attachRaster = (canvas: HTMLCanvasElement): void => {
    this.raster = canvas;
    new ResizeObserver(() => {
      this.rasterIsOld = true;
    }).observe(canvas);
  };

  private takeState(brain: Brain): void {
    this.recording.setBranches(brain.branches.length);
    this.store.apply({ on: "brain", brain });
    this.fresh = true;
  }

  private takeFrame(frame: Frame): void {
    this.recording.take(frame, this.store.page.brain?.playing ?? false);
    this.undrawn.add(frame.frame);
    this.fresh = true;
  }

  private changed(page: Page, before: Page): void {
    if (page.watched !== before.watched) {
      this.sendWatched(page);
      this.rasterIsOld = true;
    }
    if (page.groups !== before.groups) this.scene?.colour(this.paint(page));
    if (page.chosen !== before.chosen) this.scene?.mark(marks(page));
    if (page.window !== before.window) this.rasterIsOld = true;
    this.render();
  }

  /** Frames in flight are of the old list, so the new one is used once the server has confirmed it. */
  private sendWatched(page: Page): void {
    const neurons = page.watched.map(({ index }) => index);
    this.connection.send({ do: "watch", neurons });
    if (!this.confirms) this.recording.watching = neurons;
  }

  /** One turn of drawing; frames are acknowledged once they are on the screen. */
  private turn(now: number): void {
    const { last, recording } = this;
    const playing = (this.store.page.brain?.playing ?? false) && this.store.page.connection === "open";
    if (playing) recording.fade(Math.min(LONGEST_FADE, now - last.turn));
    last.turn = now;
    if (this.scene?.draw(recording.activities, playing || this.fresh)) this.drawn++;
    this.rasterIsOld ||= this.fresh;
    this.fresh = false;
    for (const frame of this.undrawn) this.connection.send({ do: "ack", frame });
    this.undrawn.clear();
    if (this.rasterIsOld && now - last.raster > RASTER_PAUSE) this.drawRaster(now);
    if (now - last.panel > PANEL_PAUSE) this.updatePanel(now, playing);
    requestAnimationFrame((next) => this.turn(next));
  }

  private drawRaster(now: number): void {
    const { brain, watched, window } = this.store.page;
    this.last.raster = now;
    this.rasterIsOld = false;
    if (this.raster && watched.length > 0) {
      drawRaster(this.raster, watched, this.recording, window ?? windowAt(brain?.speed ?? 1));
    }
  }

  private updatePanel(now: number, playing: boolean): void {
    const { last, store } = this;
    last.panel = now;
    if (playing) store.apply({ on: "time", time: this.recording.time });
    if (now - last.card > CARD_PAUSE) {
      const rate = (1000 * this.drawn) / (now - last.card);
      const framesPerSecond = rate < 10 ? Math.round(10 * rate) / 10 : Math.round(rate);
      store.apply({ on: "drawing", drawing: { kind: this.scene?.kind ?? "", framesPerSecond } });
      this.drawn = 0;
      last.card = now;
      if (store.page.connection === "open") void this.actions.refresh();
    }
  }

  private render(): void {
    const { store, actions, preferences, recording } = this;
    render(
      <App
        page={store.page}
        actions={actions}
        preferences={preferences}
        rates={recording.logs.map((_, branch) => recording.rates(branch, 1))}
        prefer={this.prefer}
        link={this.link}
        attachBrain={this.attachBrain}
        attachRaster={this.attachRaster}
      />,
      document.getElementById("app")!,
    );
  }
}

function marks({ chosen }: Page): readonly number[] {
  if (chosen === null) return [];
  return chosen.kind === "neuron" ? [chosen.index] : chosen.of.indices;
}
