import { defineConfig } from "vitest/config";

/** Tests of the whole: `flybrain view` and a real browser. They share one brain, so they run in their order. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    bail: 1,
  },
});
