import { readdirSync, readFileSync } from "node:fs";
import type { ConsoleMessage, Page } from "@playwright/test";
import { expect, test } from "../support/test";
import { untilReady } from "./support/click-count";
import { everyPage, type PagePath } from "./support/page-paths";

/** The demo's customer has a host in each state. */
const HOSTS = Array.from({ length: 15 }, (_, at) => `/hosts/${101 + at}`);
const MORE: PagePath[] = [...HOSTS, ...HOSTS.map((host) => `${host}/reinstall`), "/hosts/106/network"].map(
  (path) => ({ path, who: "customer" }),
);

type Tree = { [key: string]: string | Tree };
const keysOf = (tree: Tree, prefix = ""): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
const MESSAGES = "lib/i18n/messages/en";
const KEYS = new Set(
  readdirSync(MESSAGES).flatMap((file) => keysOf(JSON.parse(readFileSync(`${MESSAGES}/${file}`, "utf8")))),
);

/** Keys of messages that stand where their texts should. */
const rawKeys = async (page: Page) => {
  // biome-ignore lint/performance/useDomNodeTextContent: what a person can read, and not what scripts hold
  const shown = `${await page.title()} ${await page.locator("body").innerText()}`;
  return [...shown.matchAll(/[\w-]+(?:\.[\w-]+)+/g)].map(([word]) => word).filter((word) => KEYS.has(word));
};

for (const who of ["customer", "staff"] as const) {
  test(`no page of ${who === "staff" ? "staff" : "a customer"} shows a raw key or makes the browser tell of an error`, async ({
    page,
    world,
    enter,
  }) => {
    test.setTimeout(240_000);
    await world.simulator.control.reset({ fleet: "demo" });
    const found: string[] = [];
    let at = "";
    // A page that answers 404 or 429 on purpose is noted by the browser.
    const isExpected = (line: ConsoleMessage) =>
      new URL(line.location().url || page.url()).pathname === new URL(at, page.url()).pathname &&
      /status of (404|429) /.test(line.text());
    page.on("console", (line) => {
      if (line.type() === "error" && !isExpected(line)) found.push(`${at}: ${line.text()}`);
    });
    page.on("pageerror", (error) => found.push(`${at}: ${error.stack ?? error.message}`));
    const look = async (paths: PagePath[]) => {
      for (const { path } of paths) {
        at = path;
        await page.goto(path);
        await untilReady(page);
        found.push(...(await rawKeys(page)).map((key) => `${path}: ${key}`));
      }
    };
    const pages = everyPage();
    if (who === "customer") {
      await look(pages.filter((one) => one.who === "nobody"));
      await enter(await world.account({ userId: "10001" }));
      await look([...pages.filter((one) => one.who === "customer"), ...MORE]);
    } else {
      await enter(await world.account({ role: "admin" }));
      await look(pages.filter((one) => one.who === "staff"));
    }
    expect(found).toEqual([]);
  });
}

test("a question opens without a word in the browser's console", { tag: "@one-screen" }, async ({
  page,
  world,
  enter,
  words,
}) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await enter(await world.account({ userId: "10001" }));
  const said: string[] = [];
  // The tests' own browser says that it keeps the service worker out.
  page.on("console", (line) => line.text().startsWith("Service Worker") || said.push(line.text()));
  await page.goto("/hosts/101");
  await untilReady(page);
  await page.getByRole("button", { name: words.stop, exact: true }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toBeHidden();
  expect(said).toEqual([]);
});
