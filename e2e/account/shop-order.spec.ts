import { inDatabase } from "../support/panel-rows";
import { asProgram, tokenOf } from "../support/programs";
import { expect, test } from "../support/test";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: { as: /^Continue as /, setUp: "This host is being set up", console: "Open console" },
  "zh-CN": { as: /^以 .* 的身份继续$/, setUp: "正在安装系统", console: "打开远程控制台" },
} as const;

/** The clock of the simulator's hosts. */
const SPEED = 10;

test("a new customer's order: the shop's call, the sign-in link, set-up seen live, the first connection", async ({
  page,
  world,
  node,
  locale,
}) => {
  const names = NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"];
  const { control } = world.simulator;
  await control.reset({ fleet: "demo" });
  await control.setSettings({ consoleServer: node.url });
  const staff = await world.account({ role: "admin" });
  const token = await tokenOf(world, staff, { scope: "provider" });
  await inDatabase(
    world,
    `update api_tokens set fleet_scopes = '{fleet-read,fleet-provision,fleet-sign-in}' where account_id =
      (select id from accounts where username = $1)`,
    [staff],
  );
  await world.account({ userId: "10002" });
  // The set-up stands still until it was seen.
  await control.setClock({ speed: 0 });
  const reference = `shop:${crypto.randomUUID()}`;
  const ordered = await asProgram(world, token, "/fleet/hosts", {
    ...{ reference, customer: "10002", node: "1", image: "11", name: "firstorder", ipv4: { count: 1 } },
    hardware: { cpuCores: 2, memoryMb: 2048, portMbit: 100, systemDiskGb: 40 },
  });
  expect([ordered.status, ordered.body.kind], JSON.stringify(ordered.body)).toEqual([202, "create-host"]);
  const stands = await asProgram(world, token, `/fleet/operations/${ordered.body.id}?wait=25`);
  expect(stands.body).toMatchObject({ outcome: "done", reference });
  const id: string = stands.body.hostId;
  const link = await asProgram(world, token, "/fleet/customers/10002/sign-in-links", { to: { host: id } });
  expect(link.status).toBe(201);
  await page.goto(link.body.url);
  await page.getByRole("button", { name: names.as }).click();
  await page.waitForURL(`${world.url}/hosts/${id}`);
  expect(await page.getByRole("button", { name: names.as }).count()).toBe(0);
  const state = page.locator(`main [data-host="${id}"] [data-state]`).first();
  await expect(state).toHaveAttribute("data-state", "setting-up");
  await expect(page.locator("[data-setup='setting-up']")).toContainText(names.setUp);
  const loaded = await page.evaluate(() => performance.timeOrigin);
  await control.setClock({ speed: SPEED, advanceMs: 180_000 });
  await expect(state).toHaveAttribute("data-state", "running");
  await expect(page.locator("[data-setup]")).toHaveCount(0);
  const command = page.locator(".copy-line code").first();
  await expect(command).toHaveText(/^ssh root@203\.0\.113\.\d+$/);
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
  const [opened] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("button", { name: names.console, exact: true }).first().click(),
  ]);
  await opened.waitForURL(`${node.url}/**`);
  expect((await control.journal({ action: "vm_create" })).calls).toHaveLength(1);
});
