import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, expect, test } from "@playwright/test";
import { clusterOf } from "../../lib/db/embedded/cluster";
import { startSimulator } from "../../lib/simulator/start";
import { freePort } from "../support/panel-process";
import { CANARIES } from "../support/world";

/** The gallery is a page of `next dev` alone: it is started for these pictures, and ended. */
const LOOKS = ["light", "dark"] as const;
/** What opens over the page; each by its own key. */
const OPENED = ["typed", "dialog", "menu", "toast"] as const;
/** The first page of `next dev` is made when it is asked for. */
const FIRST_PAGE_MS = 180_000;

interface Dev {
  url: string;
  stop(): Promise<void>;
}

async function startDev(rstackUrl: string): Promise<Dev> {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-gallery-"));
  // Root's PostgreSQL runs as a user of its own, who must get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "dev", "-H", "127.0.0.1", "-p", String(port)],
    {
      env: {
        NODE_ENV: "development",
        NEXT_TELEMETRY_DISABLED: "1",
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PANEL_URL: url,
        RSTACK_URL: rstackUrl,
        RSTACK_SECRET: CANARIES.rstackSecret,
        AUTH_SECRET: CANARIES.authSecret,
        PANEL_DATA_DIR: path.join(folder, "data"),
        STAFF_SECOND_FACTOR: "optional",
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    },
  );
  const log = createWriteStream("test-results/gallery-dev.log");
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    url,
    async stop() {
      if (child.exitCode === null && child.signalCode === null && child.pid) {
        // The group: Next's server is a child of its own.
        process.kill(-child.pid, "SIGTERM");
      }
      await exited;
      await stopDatabase(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `next dev` leaves without waiting for what it started. */
async function stopDatabase(folder: string): Promise<void> {
  const mark = path.join(clusterOf(path.join(folder, "data", "postgres")), "postmaster.pid");
  if (existsSync(mark)) {
    process.kill(Number(readFileSync(mark, "utf8").split("\n")[0]), "SIGINT");
    await expect.poll(() => existsSync(mark)).toBe(false);
  }
}

async function takeLook(browser: Browser, url: string, scheme: (typeof LOOKS)[number]) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: url,
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const picture = (name: string) => ({
    path: `shots/${name}-desktop-${scheme}.png`,
    animations: "disabled" as const,
    // Next's own mark of a development server.
    style: "nextjs-portal { display: none }",
  });
  await page.goto("/gallery", { timeout: FIRST_PAGE_MS });
  await page.screenshot({ ...picture("gallery"), fullPage: true });
  for (const name of OPENED) {
    const key = page.locator(`[data-shot="${name}"], [data-shot-${name}]`);
    await key.click();
    await expect(page.locator("dialog[open], [popover]:popover-open, .toast").first()).toBeVisible();
    await page.screenshot(picture(`gallery-${name}`));
    await page.keyboard.press("Escape");
  }
  await context.close();
}

test("pictures of the gallery of components", async ({ browser }) => {
  test.skip(!new RegExp(process.env.SHOTS ?? "").test("gallery"));
  mkdirSync("shots", { recursive: true });
  mkdirSync("test-results", { recursive: true });
  const simulator = await startSimulator({
    secret: CANARIES.rstackSecret,
    fleet: "demo",
    seed: 7,
    speed: 10,
  });
  const dev = await startDev(simulator.url);
  try {
    await expect
      .poll(
        () =>
          fetch(`${dev.url}/api/health`).then(
            ({ ok }) => ok,
            () => false,
          ),
        { timeout: FIRST_PAGE_MS },
      )
      .toBe(true);
    for (const look of LOOKS) {
      await takeLook(browser, dev.url, look);
    }
  } finally {
    await dev.stop();
    await simulator.close();
  }
});
