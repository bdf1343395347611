import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clock, launch, levels, open, PATIENCE, watch } from "./browser";
import { type Server, start } from "./server";

let server: Server;
let browser: Browser;
let page: Page;
let complaints: string[];

const link = () => process.env.VIEW_LINK ?? server.link;
const button = (name: string) => page.getByRole("button", { name, exact: true });
const field = (name: string) => page.getByRole("combobox", { name, exact: true });
const slider = (name: string) => page.getByRole("slider", { name, exact: true });

beforeAll(async () => {
  if (!process.env.VIEW_LINK) server = await start();
  browser = await launch();
  ({ page, complaints } = await open(browser, link(), { colorScheme: "dark" }));
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Waits for the page to be as `look` says; it follows the server, which takes its time. */
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: PATIENCE, interval: 50 });

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

const read = <T>(path: string): Promise<T> => page.evaluate(async (of) => (await fetch(of)).json(), path);

const closeDialog = async () => {
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
};

describe("flybrain view in a browser", () => {
  it("shows every neuron, and that this is not the fly", async () => {
    const { connectome } = await read<{ connectome: { notices: string[]; neurons: number } }>("api/about");
    expect(connectome.neurons).toBe(138_639);
    await eventually(() => page.locator("#brain").getAttribute("aria-label")).toContain("138,639 neurons");
    // The pixels of WebGL cannot be read between frames, and which way is faster is up to the machine.
    await page.getByText("Colours and drawing").click();
    await page.getByLabel("Draw by").selectOption("2D canvas");
    await page.getByText("Colours and drawing").click();
    // Points cover each other; a tenth of them visible is far more than any other drawing would give.
    await eventually(async () => sum((await levels(page)).slice(1))).toBeGreaterThan(13_000);
    expect((await levels(page))[0]).toBeGreaterThan(10_000);
    expect(await page.getByText("This is a synthetic brain, not the fly").isVisible()).toBe(true);
    for (const notice of connectome.notices) expect(await page.getByText(notice).isVisible()).toBe(true);
  });

  it("plays, and neurons that fire shine", async () => {
    // It plays from the first page on.
    await button("❚❚ Pause").waitFor();
    await page.locator("#brain").focus();
    await page.keyboard.press("Space");
    await button("▶ Play").waitFor();
    const before = await clock(page);
    await button("▶ Play").click();
    await eventually(() => clock(page)).toBeGreaterThan(before + 0.2);
    await eventually(async () => sum((await levels(page)).slice(5))).toBeGreaterThan(20);
    await eventually(async () =>
      Number.parseInt((await page.locator(".totals b").first().textContent())!, 10),
    ).toBeGreaterThan(0);
    await eventually(() => page.locator(".look small").first().textContent()).toMatch(
      /canvas, [\d.]*[1-9][\d.]* frames/,
    );
  });

  it("pauses and steps by keys", async () => {
    await page.keyboard.press("Space");
    await button("▶ Play").waitFor();
    const before = await clock(page);
    await page.keyboard.press(".");
    await eventually(() => clock(page)).toBeCloseTo(before + 0.001, 6);
    await page.keyboard.press("Shift+.");
    await eventually(() => clock(page)).toBeCloseTo(before + 0.0011, 6);
  });

  it("drives, at the rate of the slider, until that ends", async () => {
    const name = (await read<{ sets: { name: string }[] }>("api/about")).sets.find(
      (set) => set.name !== "sugar",
    )!.name;
    await field("Drive neurons").fill(name);
    await page.keyboard.press("Enter");
    const rate = slider(`Rate of the drive of ${name}`);
    await rate.waitFor();
    await rate.fill("200");
    await eventually(() => rate.inputValue()).toBe("200");
    await rate.fill("0");
    await page.getByText("0 Hz", { exact: true }).first().waitFor();
    await button(`Stop driving ${name}`).click();
    await eventually(() => rate.count()).toBe(0);
  });

  it("says in one line what the server refuses", async () => {
    await field("Silence neurons").fill("no such neurons");
    await page.keyboard.press("Enter");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect((await alert.textContent())!.length).toBeGreaterThan(20);
    expect(await alert.textContent()).not.toContain("\n");
    await alert.getByRole("button").click();
    await eventually(() => alert.count()).toBe(0);
  });

  it("silences and ends it", async () => {
    await field("Silence neurons").fill("sugar");
    await page.keyboard.press("Enter");
    await button("Stop silencing sugar").click();
    await eventually(() => button("Stop silencing sugar").count()).toBe(0);
  });

  it("finds a neuron, and shows what is known of it", async () => {
    const { indices } = await read<{ indices: number[] }>("api/selection?text=sugar");
    const { id } = await read<{ id: string }>(`api/neuron?index=${indices[0]}`);
    await page.keyboard.press("/");
    await page.keyboard.type(id);
    // As a selection and as a neuron; while typing goes on there are more.
    const options = page.getByRole("listbox", { name: "Search neurons" }).getByRole("option");
    await eventually(() => options.allTextContents()).toEqual([
      expect.stringContaining(id),
      expect.stringContaining(id),
    ]);
    await options.last().click();
    const card = page.locator(".card");
    await eventually(() => card.getByRole("heading").first().textContent()).toContain(id);
    await eventually(() => card.textContent()).toMatch(/-\d+\.\d\d mV/);
    expect(await card.getByText(/^Inputs/).count()).toBe(1);
  });

  it("watches it, and says why it fired", async () => {
    await button("Watch").click();
    await button("▶ Play").click();
    const watched = page.getByRole("region", { name: "Watched" });
    await eventually(async () =>
      Number.parseFloat((await watched.locator(".value").textContent())!),
    ).toBeGreaterThan(0);
    await button("❚❚ Pause").click();
    await button("Why?").click();
    const why = page.locator(".why");
    await eventually(() => why.locator("tbody tr").count()).toBeGreaterThan(0);
    const height = Number.parseFloat(/^The (\d+\.\d+) mV/.exec((await why.locator("p").textContent())!)![1]!);
    const shares = (await why.locator(".share").allTextContents()).map(Number.parseFloat);
    expect(height).toBeGreaterThan(0);
    expect(shares[0]).toBeGreaterThan(0);
  });

  it("chooses the neuron that is clicked, and turns by drag, wheel and keys", async () => {
    await page.keyboard.press("Escape");
    await eventually(() => page.locator(".card h2").count()).toBe(0);
    const brain = page.locator("#brain");
    const box = (await brain.boundingBox())!;
    await brain.click({ position: { x: box.width / 2, y: box.height / 2 } });
    await page.locator(".card h2").waitFor();
    const before = await levels(page);
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 360, box.y + 230, { steps: 4 });
    await page.mouse.up();
    await page.mouse.wheel(0, -300);
    await page.keyboard.press("ArrowRight");
    await eventually(() => levels(page)).not.toEqual(before);
    const turned = await levels(page);
    await page.keyboard.press("0");
    await eventually(() => levels(page)).not.toEqual(turned);
  });

  it("rewinds by slider and by key", async () => {
    const now = await clock(page);
    const rewind = slider("Rewind");
    await rewind.evaluate(
      (input: HTMLInputElement, value) => {
        input.value = value;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      },
      String(now / 2),
    );
    await eventually(() => clock(page)).toBeLessThan(0.6 * now);
    const half = await clock(page);
    await page.keyboard.press(",");
    await eventually(() => clock(page)).toBeCloseTo(half - 0.001, 3);
  });

  it("branches, changes the branch alone, and shows both", async () => {
    await page.keyboard.press("b");
    await page.getByText(/^Branch from/).waitFor();
    expect(await page.locator(".side").allTextContents()).toEqual([
      "Trunk",
      expect.stringMatching(/^Branch from/),
    ]);
    await field("Silence neurons").fill("sugar");
    await page.keyboard.press("Enter");
    await button("Stop silencing sugar").waitFor();
    await page.getByRole("radio", { name: "trunk" }).check();
    await eventually(() => button("Stop silencing sugar").count()).toBe(0);
    await button("▶ Play").click();
    const from = await clock(page);
    await eventually(() => clock(page)).toBeGreaterThan(from + 0.3);
    await button("❚❚ Pause").click();
    await button("End branch").click();
    await eventually(() => page.locator(".side").count()).toBe(0);
  });

  it("colours by group, in both themes and large text", async () => {
    await page.getByText("Colours and drawing").click();
    const columns = await page.getByLabel("Colour by").locator("option").count();
    if (columns > 1) {
      await page.getByLabel("Colour by").selectOption({ index: 1 });
      await page.locator("ul.legend").waitFor();
    }
    await page.keyboard.press("Escape");
    await button("Light").click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
    await page.keyboard.press("t");
    await page.keyboard.press("l");
    expect(await page.locator("html[data-large]").count()).toBe(1);
    await page.keyboard.press("l");
    await page.getByLabel("Colour by").selectOption("");
    await page.getByText("Colours and drawing").click();
  });

  it("shares a moment as a link that another page goes to", async () => {
    await page.keyboard.press("+");
    await button("Share").click();
    const shared = await page.getByLabel("Link to this moment").inputValue();
    const moment = await clock(page);
    await closeDialog();
    await page.keyboard.press(".");
    await eventually(() => clock(page)).toBeGreaterThan(moment);
    const other = await page.context().newPage();
    watch(other, new URL(link()).host, complaints);
    await other.goto(shared);
    await other.getByRole("button", { name: "Go to this moment" }).click();
    await eventually(() => clock(other)).toBeCloseTo(moment, 4);
    await eventually(() => other.getByRole("region", { name: "Watched" }).locator("li").count()).toBe(1);
    await eventually(() => clock(page)).toBeCloseTo(moment, 4);
    await other.close();
  });

  it("saves what ran", async () => {
    await button("Share").click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Experiment file" }).click();
    expect((await download).suggestedFilename()).toMatch(/\.toml$/);
    await closeDialog();
  });

  it("lists its keys", async () => {
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).getByText("play or pause").waitFor();
    await closeDialog();
  });

  it("loses no key that is pressed while a dialog closes", async () => {
    await button("Share").click();
    await page.getByRole("dialog", { name: "Share and save" }).waitFor();
    // The event of the closed dialog comes after the key.
    await page.evaluate(async () => {
      const dialog = document.querySelector("dialog")!;
      const closed = new Promise((resolve) => dialog.addEventListener("close", resolve));
      dialog.close();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
      await closed;
    });
    expect(await page.getByRole("dialog", { name: "Keys" }).isVisible()).toBe(true);
    await closeDialog();
  });

  it.each(["dark", "light"])("has no fault that axe finds, %s", async (theme) => {
    await page.evaluate((of) => {
      document.documentElement.dataset.theme = of;
    }, theme);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const found = await (window as unknown as { axe: typeof axe }).axe.run();
      return found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
      );
    });
    expect(violations).toEqual([]);
  });

  it("wrote no error and asked no other host", () => {
    expect(complaints).toEqual([]);
  });

  it.skipIf(process.env.VIEW_LINK)("says so when the server is gone", async () => {
    await server.stop();
    await page.getByText("No connection to flybrain view").waitFor();
  });
});
