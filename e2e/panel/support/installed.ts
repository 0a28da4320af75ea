import type { BrowserContext, Page } from "@playwright/test";
import type { OfflineState } from "../../../components/offline/rules";
import { test as base, expect } from "../../support/test";
import { type ReleaseProxy, startReleaseProxy } from "./release-proxy";

const WORDS = {
  en: {
    unreachable: "The panel can’t be reached.",
    hours: "3 hours ago",
    running: "Running",
    view: "View as customer",
  },
  zh: {
    unreachable: "无法连接控制面板。",
    hours: "3 小时前",
    running: "运行中",
    view: "以客户身份查看",
  },
};

export const test = base.extend<{ front: ReleaseProxy; texts: (typeof WORDS)["en" | "zh"] }>({
  front: async ({ world }, use) => {
    const front = await startReleaseProxy(world.url);
    await use(front);
    await front.close();
  },
  texts: async ({ locale }, use) => use(WORDS[locale?.startsWith("zh") ? "zh" : "en"]),
});

/** No browser of a test is ever installed: its windows say that they are. */
const install = (context: BrowserContext) =>
  context.addInitScript(() => {
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) => real(query === "(display-mode: standalone)" ? "all" : query);
  });

export const ready = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
    }
  });

/** Of every cache, what is in it: path and type. */
export const kept = (page: Page) =>
  page.evaluate(async () => {
    const found: Record<string, [path: string, type: string | null][]> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      const entries = [];
      for (const { url } of await cache.keys()) {
        const type = (await cache.match(url))?.headers.get("content-type") ?? null;
        entries.push([new URL(url).pathname, type] as [string, string | null]);
      }
      found[name] = entries;
    }
    return found;
  });
export const states = async (page: Page) =>
  Object.entries(await kept(page)).filter(
    ([name, entries]) => name.startsWith("panel-state-") && entries.length > 0,
  );
export const untilKept = (page: Page) => expect.poll(async () => (await states(page)).length).toBe(1);
export const untilGone = (page: Page) => expect.poll(async () => states(page)).toEqual([]);

export const offline = (page: Page) => page.locator("main[data-offline]");

/** A customer's installed panel with its state kept. */
export async function withState(page: Page, front: ReleaseProxy) {
  await install(page.context());
  await page.goto(`${front.url}/hosts`);
  // One that no test stops: the panel may hold a state of before the master began anew.
  await page.locator('[data-host="105"] [data-state="running"]').waitFor();
  await ready(page);
  await untilKept(page);
  // It is kept a moment after each change: the first may be of before the state was known.
  await expect.poll(() => keptStateOf(page, "105")).toBe("running");
}

const keptStateOf = (page: Page, id: string) =>
  page.evaluate(async (id) => {
    const state: OfflineState | null = await (await caches.match("/offline/state"))?.json();
    return state?.hosts.find((host) => host.id === id)?.state;
  }, id);
