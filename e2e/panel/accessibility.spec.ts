import type { Page } from "@playwright/test";
import { violationsOf } from "../support/axe";
import { inDatabase } from "../support/panel-rows";
import { expect, test } from "../support/test";
import { everyPage } from "./support/page-paths";

/** One page's fault hides no other's. */
async function clean(page: Page, where: string) {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await violationsOf(page), where).toEqual([]);
}

/** What is named and in which order is the same in the dark; colours aren't. */
async function cleanInTheDark(page: Page, where: string) {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect.soft(await violationsOf(page, { only: ["color-contrast"] }), `${where} in the dark`).toEqual([]);
}

/** The page as a phone shows it: its menus and its order are others there, its colours are not. */
async function cleanOnPhone(page: Page, where: string) {
  const wide = page.viewportSize();
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  expect.soft(await violationsOf(page, { without: ["color-contrast"] }), `${where} on a phone`).toEqual([]);
  if (wide) await page.setViewportSize(wide);
}

/** Nothing runs off the side, down to 320 px, and on a screen that is low as well (200 %) no bar takes the page's room. */
async function fits(page: Page, where: string) {
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 360 });
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
    `${where} at 320`,
  ).toBeLessThanOrEqual(320);
  const staying = await page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((one) => /fixed|sticky/.test(getComputedStyle(one).position) && one.getClientRects().length > 0)
      .map(({ className }) => String(className))
      .filter((name) => !/skip|view-bar|toast|pointer-events-none/.test(name)),
  );
  expect(staying, `bars of ${where} at 320 × 360`).toEqual([]);
  if (wide) {
    await page.setViewportSize(wide);
  }
}

/** As long as a name can be, and without a place to break it. */
const LONG = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbea".slice(0, 63);

/** Looked at by a test on each screen; all others on a desk, and in the dark and as a phone shows them by a drill. */
const CUSTOMER = [
  "/hosts",
  "/hosts?filter=attention",
  "/hosts?q=nothing-like-it",
  "/hosts/101",
  "/hosts/105",
  "/hosts/109",
  "/account",
  "/notifications",
  "/developers",
  "/nowhere",
];

test("axe finds nothing on a customer's pages, light and dark", async ({ page, world, enter, isMobile }) => {
  test.setTimeout(180_000);
  await world.simulator.control.reset({ fleet: "demo" });
  const look = async (where: string) => {
    await page.goto(where);
    // A page's title may come after its first part.
    await expect(page).toHaveTitle(/./);
    if (isMobile) {
      await cleanOnPhone(page, where);
    } else {
      await clean(page, where);
      await cleanInTheDark(page, where);
    }
    await fits(page, where);
  };
  await look("/sign-in");
  await enter(await world.account({ userId: "10001" }));
  for (const where of CUSTOMER) await look(where);
  // As much as may stand beside a host's name, and the day in as many letters as it can have.
  const putOn = (table: string, column: string, value: string) =>
    inDatabase(
      world,
      `insert into ${table} (tenancy_id, ${column}) select id, ${value} from tenancies where vm_id = '101' and until is null
       on conflict (tenancy_id) do update set ${column} = excluded.${column}`,
    );
  await putOn("host_labels", "tags", `'{"db","backup","production","customer"}'`);
  await putOn("host_services", "paid_until", "'2025-12-20T12:00:00Z'");
  await look("/hosts");
  await expect(page.getByRole("link", { name: "#db" })).toBeVisible();
  // Other tests of this world begin without it.
  await inDatabase(world, "delete from host_services");
});

const LOOKS = [
  { of: "", looks: [clean, fits], tag: ["@one-screen"] },
  {
    of: ", in the dark and on a phone",
    looks: [cleanInTheDark, cleanOnPhone],
    tag: ["@one-screen", "@drill"],
  },
];
for (const { of, looks, tag } of LOOKS) {
  test(`axe finds nothing on every other page of a customer, and on those before the sign-in${of}`, {
    tag,
  }, async ({ page, world, enter }) => {
    test.setTimeout(240_000);
    await world.simulator.control.reset({ fleet: "demo" });
    const look = async (where: string) => {
      await page.goto(where);
      // Some lead on, such as to the sign-in: they show nothing of their own.
      if (new URL(page.url()).pathname === where) {
        for (const one of looks) await one(page, where);
      }
    };
    const pages = everyPage();
    for (const { path } of pages.filter(({ who }) => who === "nobody")) {
      await look(path);
    }
    await enter(await world.account({ userId: "10001" }));
    for (const { path } of pages.filter(({ path, who }) => who === "customer" && !CUSTOMER.includes(path))) {
      await look(path);
    }
  });

  test(`axe finds nothing on the staff's pages${of}`, { tag }, async ({ page, world, enter }) => {
    test.setTimeout(300_000);
    await enter(await world.account({ role: "admin" }));
    for (const { path } of everyPage().filter(({ who, leadsOn }) => who === "staff" && !leadsOn)) {
      await page.goto(path);
      expect(page.url()).toContain(path);
      for (const one of looks) await one(page, path);
    }
  });
}

// It goes to narrow screens by itself.
test("a host's name of 63 letters runs off no page's side", { tag: ["@one-screen", "@drill"] }, async ({
  page,
  world,
  enter,
}) => {
  // A host of its own: other tests go by the names of those that are there.
  const { id } = await world.simulator.control.addHost({ userid: "10002", vmname: LONG });
  await enter(await world.account({ userId: "10002" }));
  await expect(async () => {
    await page.goto("/hosts");
    const state = page.locator(`[data-host="${id}"] [data-state="running"]`).first();
    await expect(state).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await fits(page, "the hosts");
  await page.goto(`/hosts/${id}`);
  await page
    .getByRole("button", { name: /^(Restart|重启)$/ })
    .filter({ visible: true })
    .click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^(Restart|重启)$/ })
    .click();
  await expect(page.locator('article [data-outcome="done"]')).toBeVisible({ timeout: 20_000 });
  await fits(page, "the host and what was done");
  for (const where of [
    `/activity?host=${id}`,
    "/activity",
    `/hosts/${id}/reinstall`,
    `/hosts/${id}/network`,
  ]) {
    await page.goto(where);
    await fits(page, where);
  }
  await world.simulator.control.removeHost(id);
});
