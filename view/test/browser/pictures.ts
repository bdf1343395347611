/**
 * Pictures of the view, in three sizes and both themes, with one brain and with a branch beside it:
 *
 *     view/pictures FOLDER [OPTION OF flybrain view ...]
 *
 * They are looked at, not compared: some are in docs/images, with 128 colours.
 */
import type { Browser, Page } from "playwright-core";
import { launch, open, SIZES } from "./browser";
import { start } from "./server";

const [folder, ...options] = process.argv.slice(process.argv.indexOf("--pictures") + 1);
const WATCHED = ["MN9_left", "MN9_right", "Fdg_left", "Roundup_left", "Roundup_right", "Usnea_left"];
const MOST_WATCHED = 5;
const server = await start(...options);
process.on("exit", () => server.process.kill());
const browser = await launch();
await takeAll(browser);
await browser.close();
await server.stop();
process.exit(0);

async function takeAll(by: Browser): Promise<void> {
  for (const [name, [width, height]] of Object.entries(SIZES)) {
    for (const colorScheme of ["dark", "light"] as const) {
      const { page } = await open(by, server.link, { colorScheme, viewport: { width, height } });
      await prepare(page);
      await page.screenshot({ path: `${folder}/view-${name}-${colorScheme}.png` });
      if (name === "desktop") {
        await branch(page);
        await page.screenshot({ path: `${folder}/view-branch-${colorScheme}.png` });
        await page.getByRole("button", { name: "End branch" }).click();
      }
      await page.context().close();
    }
  }
}

/** Some watched neurons, one of them chosen and asked why it fired. */
async function prepare(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Restart" }).click();
  for (const name of WATCHED) await watch(page, name);
  await page.getByRole("slider", { name: "Speed" }).fill("-0.5");
  const play = page.getByRole("button", { name: "▶ Play" });
  if (await play.count()) await play.click();
  await page.waitForTimeout(5000);
  await page.getByRole("region", { name: "Watched" }).getByRole("button").first().click();
  await page.getByRole("button", { name: "Why?" }).click();
  await page.locator(".why").waitFor();
  await page.getByRole("slider", { name: "Speed" }).fill("-1");
  await page.waitForTimeout(1500);
}

/** Watches a neuron by its name, where there is one. */
async function watch(page: Page, name: string): Promise<void> {
  if ((await page.locator(".swatch").count()) >= MOST_WATCHED) return;
  await page.getByRole("combobox", { name: "Search neurons" }).fill(name);
  await page.waitForTimeout(700);
  const found = page.getByRole("option").filter({ hasText: /\d{15}/ });
  if ((await found.count()) === 0) return;
  await found.first().click();
  await page.getByRole("button", { name: "Watch", exact: true }).click();
}

/** A branch in which bitter-sensing neurons are driven too. */
async function branch(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Branch", exact: true }).click();
  await page.getByText(/^Branch from/).waitFor();
  await page.getByRole("combobox", { name: "Drive neurons" }).fill("bitter");
  await page.keyboard.press("Enter");
  await page.getByRole("slider", { name: "Speed" }).fill("-0.5");
  await page.waitForTimeout(5000);
}
