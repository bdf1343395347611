/**
 * Frames per second and memory of the view, in a browser that draws by the processor:
 *
 *     view/measure [MINUTES]
 *
 * Prints frames per second and the browser's processor time per frame, of all its processes, for both ways of
 * drawing, with a camera at rest and one that turns; then the memory of page and server while the brain runs
 * for MINUTES (10).
 */
import { execFileSync } from "node:child_process";
import type { CDPSession, Page } from "playwright-core";
import { launch, open } from "./browser";
import { start } from "./server";

const SAMPLES = 8;
const SECOND = 1000;

const minutes = Number(process.argv[process.argv.indexOf("--measure") + 1] ?? 10);
const server = await start();
process.on("exit", () => server.process.kill());
const browser = await launch();
const { page, complaints } = await open(browser, server.link, { colorScheme: "dark" });
const processes = await browser.newBrowserCDPSession();
const session = await page.context().newCDPSession(page);

await page.getByRole("slider", { name: "Speed", exact: true }).fill("0");
const play = page.getByRole("button", { name: "▶ Play" });
if (await play.count()) await play.click();
await page.getByText("Colours and drawing").click();
for (const drawing of ["2D canvas", "WebGL"]) {
  await page.getByLabel("Draw by").selectOption(drawing);
  for (const [camera, turn] of [
    ["at rest", 0],
    ["turning", 1],
  ] as const) {
    const { rate, cost } = await frames(page, turn);
    console.log(
      `${drawing}, camera ${camera}: ${rate} frames/s, ${cost.toFixed(1)} ms of processor time each`,
    );
  }
}
await page.getByLabel("Draw by").selectOption("automatic");
for (let minute = 0; minute <= minutes; minute++) {
  if (minute > 0) await page.waitForTimeout(60 * SECOND);
  const time = await page.locator(".clock").textContent();
  console.log(`minute ${minute}: brain at ${time}, page ${await heap(session)} MB, server ${resident()} MB`);
}
if (complaints.length > 0) console.log(complaints.join("\n"));
await browser.close();
await server.stop();
process.exit(complaints.length > 0 ? 1 : 0);

/** Median of what the page itself counts once a second, and processor time in ms per frame. */
async function frames(of: Page, turn: number): Promise<{ rate: number; cost: number }> {
  await of.locator("#brain").focus();
  await of.evaluate((turning) => {
    const brain = document.getElementById("brain")!;
    const global = window as unknown as { turning?: number };
    clearInterval(global.turning);
    const press = () =>
      brain.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    if (turning) global.turning = window.setInterval(press, 16);
  }, turn);
  await of.waitForTimeout(2 * SECOND);
  const before = await processorTime();
  const samples: number[] = [];
  while (samples.length < SAMPLES) {
    await of.waitForTimeout(SECOND);
    samples.push(Number(/([\d.]+) frames/.exec((await of.locator(".look small").textContent())!)![1]));
  }
  const used = (await processorTime()) - before;
  await of.evaluate(() => clearInterval((window as unknown as { turning?: number }).turning));
  const drawn = samples.reduce((sum, sample) => sum + sample, 0);
  return { rate: samples.sort((a, b) => a - b)[SAMPLES >> 1]!, cost: (SECOND * used) / drawn };
}

/** Processor time in s of all processes of the browser so far. */
async function processorTime(): Promise<number> {
  const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Used JavaScript memory in MB, after a collection. */
async function heap(of: CDPSession): Promise<number> {
  await of.send("HeapProfiler.collectGarbage");
  const { usedSize } = await of.send("Runtime.getHeapUsage");
  return Math.round(usedSize / 1e5) / 10;
}

/** Resident memory of the server's processes in MB. */
function resident(): number {
  const pid = String(server.process.pid);
  const list = execFileSync("ps", ["-o", "rss=", "--pid", pid, "--ppid", pid]).toString();
  return Math.round(
    list
      .trim()
      .split(/\s+/)
      .map(Number)
      .reduce((sum, kilobytes) => sum + kilobytes, 0) / 1e3,
  );
}
