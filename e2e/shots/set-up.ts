import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { choose } from "../support/choose";
import type { FakeNode } from "../support/fake-node";
import { inDatabase } from "../support/panel-rows";
import { PASSWORD, type World } from "../support/world";
import { comeBySso } from "./come-by-sso";
import { haveTraffic } from "./have-traffic";
import { sellInShop } from "./sell-in-shop";

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** What the pictures are taken of; made once, before the first. */
export interface Made {
  sessions: Record<
    "customer" | "newcomer" | "secured" | "viewing" | "admin" | "neighbour" | "hostless",
    Session
  >;
  /** Addresses of links that were mailed. */
  activate: string;
  reset: string;
  comeBySso(page: Page): Promise<void>;
  /** By password, to where the second factor is asked for. */
  comeSecured(page: Page): Promise<void>;
  /** Staff without a second factor. */
  comeNewStaff(page: Page): Promise<void>;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto("/sign-in");
  await page.locator('input[name="login"]').fill(username);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('form:has(input[name="password"]) button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

async function setUpApp(page: Page): Promise<void> {
  await press(page, "Set up an app");
  const secret = ((await page.locator("[data-totp-secret]").textContent()) ?? "").replaceAll(" ", "");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await page.getByLabel("Code shown in the app", { exact: true }).fill(code);
  await press(page, "Turn on");
  await page.getByText("I have saved them", { exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/set-up"));
}

/** Each in a browser of its own that speaks English: names of buttons are the contract's. */
export async function setUp(browser: Browser, world: World, node: FakeNode): Promise<Made> {
  const { control } = world.simulator;
  await control.setSettings({ consoleServer: node.url });
  const browse = async (work: (page: Page) => Promise<void>): Promise<Session> => {
    const context = await browser.newContext({
      baseURL: world.url,
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
    });
    context.setDefaultTimeout(20_000);
    try {
      await work(await context.newPage());
      return await context.storageState();
    } finally {
      await context.close();
    }
  };
  const colleague = async (name: string) => {
    const username = await world.account({ role: "admin", username: name.toLowerCase().replace(" ", ".") });
    const email = `${username}@fjordhost.example`;
    await inDatabase(
      world,
      "update accounts set display_name = $2, email = $3, email_key = $3 where username = $1",
      [username, name, email],
    );
    return username;
  };
  const staff = async (person: string, then: (page: Page) => Promise<void>) => {
    const name = await colleague(person);
    return browse(async (page) => {
      await signIn(page, name);
      await setUpApp(page);
      await then(page);
    });
  };
  // Whoever had them has none then.
  for (const id of ["301", "302"]) await control.setHost(id, { userid: "10002" });
  // The rescue image is on this node.
  await control.setHost("301", { areaid: "1", nodeid: "1" });
  const [customer, newcomer, secured, newStaff, neighbour, hostless] = await Promise.all([
    world.account({ userId: "10001", username: "northwind" }),
    world.account({ userId: "10001", username: "anna.berg" }),
    world.account({ userId: "10001", username: "erik.holm" }),
    colleague("Priya Nair"),
    world.account({ userId: "10002", username: "contoso" }),
    world.account({ userId: "kunde-ä7" }),
  ]);
  const admin = await staff("Mira Voss", async (page) => {
    await announce(page);
    await serve(page);
  });
  const viewing = await staff("Jonas Brandt", viewAsCustomer);
  const sessions = {
    admin,
    viewing,
    secured: await browse(async (page) => {
      await signIn(page, secured);
      await page.goto("/account");
      await setUpApp(page);
    }),
    newcomer: await browse((page) => signIn(page, newcomer)),
    hostless: await browse((page) => signIn(page, hostless)),
    neighbour: await browse(async (page) => {
      await signIn(page, neighbour);
      await useNeighbour(page, world);
    }),
    customer: await browse(async (page) => {
      await signIn(page, customer);
      await useHosts(page, world);
    }),
  };
  const [activate, reset] = await links(world, browse, customer);
  await sellInShop(world);
  await haveTraffic(world);
  return {
    sessions,
    activate,
    reset,
    comeBySso: (page) => comeBySso(page, world.url),
    comeSecured: async (page) => signIn(page, secured),
    comeNewStaff: async (page) => signIn(page, newStaff),
  };
}

const PLANS = [
  ["Small", "1", "2048", "30"],
  ["Medium", "2", "4096", "60"],
  ["Large", "4", "8192", "120"],
  ["Storage", "4", "8192", "20000"],
] as const;

async function announce(page: Page): Promise<void> {
  await page.goto("/admin/settings");
  await press(page, "New announcement");
  await page
    .locator('textarea[name="textEn"]')
    .fill("Saturday 02:00 to 04:00 UTC we renew switches in Frankfurt. Hosts keep running.");
  await page
    .locator('textarea[name="textZh"]')
    .fill("周六 02:00 至 04:00（UTC）我们将更换法兰克福的交换机，主机不会停机。");
  await press(page, "Publish");
  await page.getByText("Published.").waitFor();
  for (const [name, cores, memoryMb, diskGb] of PLANS) {
    await page.goto("/admin/settings");
    await press(page, "New plan");
    const form = page.getByRole("dialog").locator("form");
    await form.locator('input[name="planName"]').fill(name);
    await form.locator('input[name="cpuCores"]').fill(cores);
    await form.locator('input[name="memoryMb"]').fill(memoryMb);
    await form.locator('input[name="systemDiskGb"]').fill(diskGb);
    await form.locator('button[type="submit"]').click();
    await page.locator("#plans").getByText(name, { exact: true }).waitFor();
  }
  await page.goto("/admin/settings");
  await press(page, "Edit rescue image");
  const rescue = page.getByRole("dialog");
  await rescue.locator("select").selectOption("34");
  await rescue.locator('button[type="submit"]').click();
  await rescue.waitFor({ state: "detached" });
  // The whole fleet is read once somebody of the staff looks.
  await page.goto("/admin/hosts");
}

/** What staff do all day, so that the latest of it is no settings alone. */
async function serve(page: Page): Promise<void> {
  await page.goto("/admin/customers/10002/edit");
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Save", exact: true }) });
  await form.locator('input[name="phone"]').fill("+49 30 5550100");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await form.waitFor({ state: "hidden" });
  await page.goto("/admin/hosts/202");
  const question = page.getByRole("alertdialog");
  await press(page, "Lock");
  await question.getByRole("button", { name: "Lock", exact: true }).click();
  await page.locator('[data-ended="lock-host"]').waitFor();
  await press(page, "Unlock");
  await page.locator('[data-ended="unlock-host"]').waitFor();
}

async function viewAsCustomer(page: Page): Promise<void> {
  await page.goto("/admin/customers/10001");
  await press(page, "View as customer");
  const question = page.getByRole("dialog");
  await question.getByLabel("Reason", { exact: true }).fill("ticket 20418");
  await question.getByRole("button", { name: "View as customer", exact: true }).click();
  await page.waitForURL(/\/hosts$/);
}

/** A schedule that ran, a webhook that was called, a host that tells no state, one that never starts, one in rescue. */
async function useNeighbour(page: Page, world: World): Promise<void> {
  const { control } = world.simulator;
  await control.addFault({ kind: "bare-refusal", match: { action: ["vm_state", "vm_exinfo"], vmid: "302" } });
  await control.addFault({
    kind: "refuse",
    match: { action: "vm_start", vmid: "203" },
    text: "No free memory on this node",
    when: "before",
  });
  await page.goto("/hosts/301/settings");
  await press(page, "Start rescue system");
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: "Start rescue system", exact: true })
    .click();
  await page.getByRole("button", { name: "End rescue", exact: true }).waitFor({ timeout: 60_000 });
  await page.goto("/account#new-webhook");
  await page.getByLabel("URL", { exact: true }).fill("https://hooks.invalid/panel");
  await page.getByRole("dialog").getByRole("button", { name: "Add channel", exact: true }).click();
  await page.getByRole("button", { name: "I have saved it" }).click();
  await choose(page.locator("[data-webhook]"), "Send a test");
  await page.locator("[data-delivery]").first().waitFor({ state: "attached" });
  await page.goto("/hosts/201/settings");
  await press(page, "Add schedule");
  await page.getByRole("dialog").getByRole("button", { name: "Add schedule", exact: true }).click();
  await page.locator("[data-schedule]").waitFor();
  await inDatabase(world, "update schedules set next_at = now()");
  await expect(async () => {
    await page.reload();
    await page.locator("[data-schedule] [data-outcome]").waitFor({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

/** Something done, something refused, a console that is open, and a reinstall that stands in its second step for good. */
async function useHosts(page: Page, world: World): Promise<void> {
  const { control } = world.simulator;
  await press(page, "Dismiss");
  // Where nothing is sent to: a messenger and a browser.
  await inDatabase(
    world,
    `insert into webhooks (account_id, service, url, sealed_secret, kinds, session_id) select account_id, c.service,
       'https://push.invalid', '', '{traffic,alarm}', case when c.service = 'push' then id end
     from (select * from sessions order by created_at desc limit 1) s, (values ('telegram'), ('push')) c (service)`,
  );
  await page.goto("/hosts/106");
  await press(page, "Start");
  await page.locator('[data-outcome="done"]').first().waitFor();
  const refusal = await control.addFault({
    kind: "refuse",
    match: { action: "vm_start", vmid: "109" },
    text: "No free memory on this node",
    when: "before",
  });
  await page.goto("/hosts/109");
  await press(page, "Start");
  await page.locator('[data-outcome="refused"]').first().waitFor();
  await control.removeFaults(refusal.id);
  await page.goto("/hosts/101");
  const popup = page.waitForEvent("popup");
  await press(page, "Open console");
  const opened = await popup;
  // It is the node's page then.
  await opened.waitForURL(({ origin }) => origin !== new URL(page.url()).origin);
  await opened.close();
  await page.goto("/hosts/101/console/window");
  await page.locator("[data-console='open'] time").waitFor();
  await page.goto("/hosts/102/reinstall");
  await control.setClock({ speed: 0 });
  await page.locator("[data-reinstall] button").click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("textbox").fill("web02");
  await question.getByRole("button", { name: "Reinstall", exact: true }).click();
  await page.locator("[data-step]").waitFor();
  await expect.poll(async () => (await control.tasks("102")).some(({ status }) => status === "0")).toBe(true);
  await control.setClock({ advanceMs: 20_000 });
  await page.locator('[data-step="copying"]').waitFor();
}

async function links(
  world: World,
  browse: (work: (page: Page) => Promise<void>) => Promise<unknown>,
  username: string,
): Promise<[activate: string, reset: string]> {
  const users = await world.simulator.control.users();
  const mailed = async (login: string, userId: string) => {
    const email = users.find(({ userid }) => userid === userId)?.email ?? "";
    const before = world.mailbox.mails.length;
    await browse(async (page) => {
      await page.goto("/reset");
      await page.locator('input[name="login"]').fill(login || email);
      await press(page, "Email me a link");
    });
    const { text } = await world.mailbox.next(email, before);
    const { pathname, hash } = new URL(
      /https?:\/\/\S+\/(?:activate|reset)\/\S+/.exec(text)?.[0] ?? "http://none",
    );
    return pathname + hash;
  };
  // The one customer without an account, let in.
  await world.simulator.control.setUser("10004", { status: "0" });
  return [await mailed("", "10004"), await mailed(username, "10001")];
}
