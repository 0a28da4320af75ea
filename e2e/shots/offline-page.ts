import { readdirSync, readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

const FOLDER = ".next/static/offline";
/** Two hours and five minutes. */
const AGE_MS = 7_500_000;

type Listed = Record<"id" | "name" | "state" | "stateAsOf", string> & {
  operation: { outcome: string } | null;
};

/** The offline page with what the list shows now as its kept state; without the service worker, which would outlive the picture. */
export async function showOffline(page: Page): Promise<void> {
  // States that nobody has looked at yet would be a row of dashes.
  await expect(async () => {
    const { hosts } = await (await page.request.get("/api/hosts")).json();
    expect(hosts.map(({ state }: { state: string }) => state)).not.toContain("unknown");
  }).toPass({ timeout: 15_000 });
  const seen = await page.evaluate(async () => {
    const { lang, dataset } = document.documentElement;
    const { hosts } = await (await fetch("/api/hosts")).json();
    return { lang, theme: dataset.theme, hosts: hosts as Listed[] };
  });
  // Of the same origin, and without a page's script, which would delete what is no account's.
  await page.goto("/robots.txt");
  await page.evaluate(
    async ({ lang, theme, hosts, age }) => {
      const look = { lang, theme, name: "Fjordhost", style: "" };
      await (await caches.open("panel-look")).put("/offline/look", Response.json(look));
      const kept = hosts.map(({ id, name, state, stateAsOf, operation }, at) => ({
        id,
        name,
        state,
        busy: operation?.outcome === "open",
        asOf: at === 1 ? new Date(Date.now() - 3 * age).toISOString() : stateAsOf,
      }));
      const state = { keptAt: Date.now() - age, zone: null, hosts: kept, more: 0 };
      await (await caches.open("panel-state-picture")).put("/offline/state", Response.json(state));
    },
    { ...seen, age: AGE_MS },
  );
  const file = readdirSync(FOLDER).find((name) => name.endsWith(".html"));
  const html = readFileSync(`${FOLDER}/${file}`, "utf8");
  await page.route("**/offline-page", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.route("**/api/health", (route) => route.abort());
  await page.addInitScript(() => {
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) => real(query === "(display-mode: standalone)" ? "all" : query);
  });
  await page.goto("/offline-page");
  await page.locator("main[data-offline] [data-host]").first().waitFor();
}
