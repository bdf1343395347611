import { defineConfig } from "vitest/config";

// Names have neither hash nor time stamp, so building again gives the same bytes.
export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../app/src/main/resources/flybrain/view/page",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    license: { fileName: "assets/licences.md" },
    rolldownOptions: {
      output: {
        entryFileNames: "assets/view.js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
      },
    },
  },
  test: { include: ["test/unit/**/*.test.ts"] },
});
