import { existsSync } from "node:fs";
import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import debianBrowsers from "./e2e/support/debian-browsers.json" with { type: "json" };

// Whichever browser is there: one that is named; of Debian's the shell without a window, which takes a quarter less time,
// or else the browser itself, without the drawing by a graphics card that its own script asks for; or Playwright's own.
const own = [process.env.CHROMIUM, ...debianBrowsers].find((path) => path && existsSync(path));
const launchOptions = own
  ? {
      executablePath: own,
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        // No page of a test lives long enough to win back what the optimizing compiler takes.
        "--js-flags=--no-opt",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    }
  : {};

const desktop = { viewport: { width: 1280, height: 800 } };
// Its screen has seven times the pixels, and each is drawn by the processor.
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 };

// What takes long and guards against what is rare runs in `npm run drills -- browser-tests`, and there alone.
const isDrill = process.env.DRILL === "1";
const chosen = (leftOut: string[]) => ({
  grep: isDrill ? /@drill/ : /./,
  grepInvert: [...leftOut, ...(isDrill ? [] : ["@drill"])].map((tag) => new RegExp(tag)),
});

export default defineConfig({
  testDir: "e2e",
  // The walk on another master's reading is the drill's, `npm run drills -- dialects`.
  testIgnore: [/shots\//, ...(process.env.SIMULATED_DIALECT ? [] : [/stranger\.spec/])],
  outputDir: "test-results",
  // As a whole path: the pictures have a configuration of their own, which takes this one over.
  globalSetup: ["database-template", "kept-worlds"].map((name) =>
    path.resolve(import.meta.dirname, `e2e/support/${name}.ts`),
  ),
  // Each has a panel, a database and a master of its own; most of a test is waiting for a host.
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [["line"]] : [["list"]],
  use: {
    launchOptions,
    // Pages come from the panel itself, whichever test ran before; `panel/offline.spec.ts` has the service worker.
    serviceWorkers: "block",
    // Recording each step of each test costs a third of the run: TRACE=1 where one has to be looked into.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    // Nothing turns or slides: it would be drawn by the processor.
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
  },
  projects: [
    { name: "server", testMatch: /.*\.server\.spec\.ts/, ...chosen([]) },
    {
      name: "desktop-en",
      testMatch: /.*(?<!\.server)\.spec\.ts/,
      ...chosen([]),
      use: { ...desktop, locale: "en-GB" },
    },
    {
      name: "phone-zh",
      testMatch: /.*(?<!\.server)\.spec\.ts/,
      // A phone has no Tab key; staff sit at desks; some rules don't depend on the screen, and where only some tests of a
      // file don't, those are tagged. `shots/` has a configuration of its own.
      ...chosen(["@one-screen"]),
      testIgnore: [/keyboard/, /e2e\/staff\//, /e2e\/security\//, /tabs/, /shots\//],
      use: { ...phone, locale: "zh-CN" },
    },
    // Each screen in the other language.
    ...(isDrill
      ? [
          { name: "desktop-zh", testMatch: /smoke\.spec\.ts/, use: { ...desktop, locale: "zh-CN" } },
          { name: "phone-en", testMatch: /smoke\.spec\.ts/, use: { ...phone, locale: "en-GB" } },
        ]
      : []),
  ],
});
