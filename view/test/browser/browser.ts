import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** How long, in ms, anything may take: a limit for what hangs, wide enough for a machine that is very busy. */
export const PATIENCE = 120_000;

/** A browser without a graphics card, which asks nobody but the page's server. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    timeout: PATIENCE,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--enable-precise-memory-info",
    ],
  });
}

export const SIZES = { desktop: [1600, 900], projector: [1024, 768], phone: [390, 844] } as const;

export interface Watched {
  page: Page;
  /** Errors of the console and of scripts, and requests to other hosts. */
  complaints: string[];
}

/** A page that notes whatever must not happen, once it is drawn and shows what the server says of the brain. */
export async function open(
  browser: Browser,
  link: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints: string[] = [];
  watch(page, new URL(link).host, complaints);
  await page.goto(link);
  await page.locator("#brain canvas").first().waitFor();
  await page.locator(".clock").filter({ hasText: /\d/ }).waitFor();
  return { page, complaints };
}

export function watch(page: Page, host: string, complaints: string[]): void {
  page.on("console", (message) => {
    // The page waits for WebGL on purpose, to measure it.
    if (message.text().includes("GPU stall due to ReadPixels")) return;
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error.stack)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(http|ws)/.test(url.protocol) && url.host !== host) complaints.push(`a request to ${url.href}`);
  });
  page.on("websocket", (socket) => {
    if (new URL(socket.url()).host !== host) complaints.push(`a socket to ${socket.url()}`);
  });
}

/** Simulated time in s that the page shows. */
export async function clock(page: Page): Promise<number> {
  return Number.parseFloat((await page.locator(".clock").textContent()) ?? "");
}

/** Pixels of the picture by luminance: of the background, and of 8 levels from dark to bright. */
export function levels(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("#brain canvas:not(.rings)")!;
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext("2d")!;
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const counts = new Array<number>(8).fill(0);
    for (let k = 0; k < data.length; k += 4) {
      const luminance = 0.2126 * data[k]! + 0.7152 * data[k + 1]! + 0.0722 * data[k + 2]!;
      counts[Math.min(7, Math.floor(luminance / 32))]!++;
    }
    return counts;
  });
}
