import { defineConfig } from "vitest/config";

/** Tests of the whole: `flybrain view` and a real browser. They share one brain, so they run in their order. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    fileParallelism: false,
    // Longer than PATIENCE in test/browser/browser.ts, of which the message says what was waited for.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    bail: 1,
  },
});
