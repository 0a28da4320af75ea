import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

/** The staff's words in both languages. */
const TEXT = {
  en: {
    search: "Search",
    removed: "Remove filter State: Locked",
    free: "Show free capacity",
    place: "Node",
    node: "Choose a node instead",
    owner: "Find a customer",
    name: "Host name",
    memory: "Memory type",
    least: "Minimum memory",
    create: "Create host",
    password: "Password",
    remark: "Remark",
    traffic: "Monthly traffic",
    unlimited: "Unlimited",
    record: "Edit record",
    limits: "Edit traffic and quotas",
    cores: "CPU cores",
    hardware: "Change hardware",
    mayRestart: /^Changing cores or memory may restart the host/,
    lock: "Lock",
    unlock: "Unlock",
    addAddresses: "Add addresses",
    transfer: "Transfer",
    newOwner: "Customer number of the new owner",
    del: "Delete host",
    type: (name: string) => `Type ${name} to confirm`,
    force: /^Force: delete/,
    notTheName: "doesn’t match the host’s name",
  },
  "zh-CN": {
    search: "搜索",
    removed: "移除筛选条件“状态：已锁定”",
    free: "查看空闲资源",
    place: "地域或节点",
    node: "指定节点",
    owner: "查找客户",
    name: "主机名称",
    memory: "内存类型",
    least: "最小内存",
    create: "创建主机",
    password: "密码",
    remark: "备注",
    traffic: "每月流量",
    unlimited: "不限",
    record: "编辑登记资料",
    limits: "编辑流量与配额",
    cores: "CPU 核数",
    hardware: "修改硬件配置",
    mayRestart: /^修改核数或内存可能会重启主机/,
    lock: "锁定",
    unlock: "解锁",
    addAddresses: "添加地址",
    transfer: "过户",
    newOwner: "接收方客户编号",
    del: "删除主机",
    type: (name: string) => `请输入 ${name} 以确认`,
    force: "强制删除",
    notTheName: "与主机名称不符",
  },
};
const textFor = (locale?: string) => TEXT[locale?.startsWith("zh") ? "zh-CN" : "en"];

const sent = async (world: World, action: string) =>
  (await world.simulator.control.journal({ action })).calls.map(({ params }) => params);
const done = (page: Page, kind: string) =>
  expect(page.locator(`[data-ended="${kind}"][data-outcome="done"]`)).toBeVisible({ timeout: 20_000 });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
/** The key asks; a double click on it is no answer yet. */
async function pressAndConfirm(page: Page, name: string) {
  await page.getByRole("button", { name, exact: true }).dblclick();
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
}

/** A deed with fields: its key opens a dialog, in which the key of the same name sends it. */
async function inDialog(page: Page, name: string, fill: (dialog: Locator) => Promise<void> = async () => {}) {
  const dialog = page.getByRole("dialog", { name, exact: true });
  await press(page, name);
  await fill(dialog);
  await dialog.getByRole("button", { name, exact: true }).click();
}

/** The fleet is read in the background once somebody of the staff looks. */
const untilListed = (page: Page, id: string) =>
  expect(async () => {
    await page.goto("/admin/hosts");
    await expect(page.locator(`[data-host="${id}"]`)).toBeVisible({ timeout: 500 });
  }).toPass();

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

test("vm_create, vm_freeip, vm_update, vm_addip, vm_delete: a host from its making to its end", async ({
  page,
  world,
  enter,
  locale,
}) => {
  // All of a host's life in one run.
  test.slow();
  const t = textFor(locale);
  await world.simulator.control.setClock({ speed: 50 });
  await enter(await world.account({ role: "admin" }));
  await page.goto("/admin/hosts/new");
  await page.getByLabel(t.owner, { exact: true }).fill("10001");
  await page.locator('main a[href*="owner=10001"]').first().click();
  await page.waitForURL(/owner=10001/);
  await page.getByLabel(t.name, { exact: true }).fill("panelmade7");
  await page.locator("summary").filter({ hasText: t.node }).click();
  await page.getByLabel(t.place).selectOption("node:1");
  await page.waitForURL(/place=node/);
  await expect(page.getByLabel(t.name, { exact: true })).toHaveValue("panelmade7");
  await expect(page.locator('main input[name="owner"]').first()).toHaveValue("10001");
  expect(await sent(world, "vm_freeip")).toContainEqual(expect.objectContaining({ nodeid: "1" }));
  await page.locator('input[name="image"][value="11"]').check();
  await page.getByLabel(t.memory, { exact: true }).selectOption("dynamic");
  await page.getByLabel(t.least, { exact: true }).fill("1024");
  await press(page, t.create);
  const created = page.locator("[data-created]");
  await expect(created).toHaveAttribute("data-how", "answered");
  const id = (await created.getAttribute("data-created")) ?? "";
  const password = (await page.locator("[data-password] code").textContent()) ?? "";
  expect(password.length).toBeGreaterThan(5);
  expect(page.url()).not.toContain(password);
  expect(await sent(world, "vm_create")).toEqual([
    expect.objectContaining({
      userid: "10001",
      nodeid: "1",
      osid: "11",
      vmname: "panelmade7",
      ram: "2048",
      ram_min: "1024",
      ip: "1",
    }),
  ]);

  await page.goto(`/admin/hosts/${id}`);
  expect(await page.content()).not.toContain(password);
  await page.goto(`/admin/hosts/${id}/settings`);
  await inDialog(page, t.record, (dialog) => dialog.getByLabel(t.remark, { exact: true }).fill("rack 7 东"));
  await done(page, "update-host");
  await page.goto(`/admin/hosts/${id}/settings`);
  await inDialog(page, t.limits, async (dialog) => {
    // It had none: the box says so, and not RStack's 0.
    await expect(dialog.getByLabel(t.traffic, { exact: true })).toHaveValue("");
    await dialog.getByRole("checkbox", { name: t.unlimited, exact: true }).uncheck();
    await dialog.getByLabel(t.traffic, { exact: true }).fill("700");
  });
  // Each form sends its own part.
  await expect
    .poll(() => sent(world, "vm_update"))
    .toEqual([
      expect.objectContaining({ id, remark: "rack 7 东" }),
      expect.objectContaining({ id, bwlimit: "700" }),
    ]);
  await done(page, "update-host");

  await expect
    .poll(async () => (await world.simulator.control.host(id)).setup, { timeout: 20_000 })
    .toBeNull();
  // An old address: its form stands in a dialog now, which opens.
  await page.goto(`/admin/hosts/${id}/hardware`);
  const hardware = page.getByRole("dialog", { name: t.hardware, exact: true });
  await expect(hardware.getByText(t.mayRestart)).toBeVisible();
  await hardware.getByLabel(t.cores, { exact: true }).fill("3");
  await hardware.getByRole("button", { name: t.hardware, exact: true }).click();
  await done(page, "resize-host");
  expect((await sent(world, "vm_update")).at(-1)).toMatchObject({ id, cpu: "3", update_vm: "1" });

  await page.goto(`/admin/hosts/${id}/settings`);
  await inDialog(page, t.addAddresses);
  await done(page, "add-addresses");
  expect(await sent(world, "vm_addip")).toEqual([
    expect.objectContaining({ vmid: id, ip_num: "1", binding_ip: "0" }),
  ]);
  await pressAndConfirm(page, t.lock);
  await done(page, "lock-host");
  await press(page, t.unlock);
  await done(page, "unlock-host");

  await press(page, t.transfer);
  const handOver = page.getByRole("dialog");
  await handOver.getByLabel(t.newOwner, { exact: true }).fill("10002");
  await handOver.getByLabel(t.type("panelmade7"), { exact: true }).fill("other");
  await handOver.getByRole("button", { name: t.transfer, exact: true }).click();
  await expect(handOver.getByText(t.notTheName)).toBeVisible();
  await handOver.getByLabel(t.type("panelmade7"), { exact: true }).fill("panelmade7");
  await handOver.getByRole("button", { name: t.transfer, exact: true }).click();
  await expect(page.locator('[data-operation="transfer-host"][data-outcome="done"]')).toBeVisible({
    timeout: 20_000,
  });
  expect((await sent(world, "vm_update")).at(-1)).toMatchObject({ id, userid: "10002" });

  await page.goto(`/admin/hosts/${id}/delete`);
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel(t.type("panelmade7"), { exact: true }).fill("panelmade7");
  await dialog.getByLabel(t.force).check();
  // The page's stream tells that the host is gone while the answer is still on its way.
  await page.route(`**/admin/hosts/${id}`, async (route) => {
    const answer = await route.fetch();
    await expect(dialog).toHaveCount(0, { timeout: 20_000 });
    await route.fulfill({ response: answer });
  });
  await dialog.getByRole("button", { name: t.del, exact: true }).click();
  await page.waitForURL(/deleted=/);
  await expect(page.locator('[data-operation="delete-host"][data-outcome="done"]')).toBeVisible({
    timeout: 20_000,
  });
  expect(await sent(world, "vm_delete")).toEqual([expect.objectContaining({ vmid: id, forcedelete: "1" })]);
});

test("the fleet is searched, narrowed and sorted by the address, also without JavaScript", async ({
  page,
  browser,
  world,
  signIn,
  locale,
  baseURL,
}) => {
  const t = textFor(locale);
  await signIn(await world.account({ role: "support" }));
  await untilListed(page, "203");
  // While staff look at it, the panel has the state of each host of the page read.
  await expect(page.locator('[data-host="203"] [data-state]')).not.toHaveAttribute("data-state", "unknown", {
    timeout: 20_000,
  });
  await page.getByLabel(t.search, { exact: true }).fill("BACKUP0");
  await page.waitForURL(/q=BACKUP0/);
  await expect(page.locator("[data-host]")).toHaveCount(1);
  await page.goto("/admin/hosts?status=locked");
  for (const status of await page.locator("[data-row-status]").all()) {
    await expect(status).toHaveAttribute("data-row-status", "locked");
  }
  await page.getByRole("link", { name: t.removed }).click();
  await expect(page).toHaveURL(/\/admin\/hosts$/);
  // By the name of a customer, which RStack's list of hosts doesn't have.
  await expect(async () => {
    await page.goto("/admin/hosts?q=northwind");
    await expect(page.locator('[data-host="101"]')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto("/admin/hosts?sort=id&dir=desc");
  const ids = await page
    .locator("[data-host]")
    .evaluateAll((rows) => rows.map((row) => Number(row.dataset.host)));
  expect(ids).toEqual([...ids].sort((a, b) => b - a));

  const bare = await browser.newContext({ javaScriptEnabled: false, baseURL, locale });
  const plain = await bare.newPage();
  await signIn(await world.account({ role: "admin" }), undefined, plain);
  await plain.goto("/admin/hosts?node=5");
  await expect(plain.locator("[data-host]")).toHaveCount(1);
  await plain.goto("/admin/hosts/new");
  await plain.getByLabel(t.owner, { exact: true }).fill("10001");
  await plain.getByLabel(t.owner, { exact: true }).press("Enter");
  await plain.locator('main a[href*="owner=10001"]').first().click();
  await plain.locator("summary").filter({ hasText: t.node }).click();
  await plain.getByLabel(t.place).selectOption("node:4");
  await press(plain, t.free);
  await plain.waitForURL(/place=node/);
  await plain.getByLabel(t.name, { exact: true }).fill("plainmade");
  await plain.locator('input[name="image"][value="17"]').check();
  await press(plain, t.create);
  await expect(plain.locator("[data-password] code")).toBeVisible();
  expect(await sent(world, "vm_create")).toEqual([expect.objectContaining({ nodeid: "4", osid: "17" })]);
  await bare.close();
});

test("support reads a host and changes nothing; a customer sees neither page", async ({
  page,
  world,
  enter,
  signIn,
  browser,
  baseURL,
  locale,
}) => {
  const t = textFor(locale);
  await enter(await world.account({ role: "support" }));
  await page.goto("/admin/hosts/101");
  await expect(page.locator("[data-state]")).toBeVisible();
  for (const name of [t.lock, t.transfer, t.del]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  for (const tab of ["101/settings", "101/hardware", "101/addresses", "101/limits", "101/delete", "new"]) {
    expect((await page.goto(`/admin/hosts/${tab}`))?.status()).toBe(404);
  }
  const other = await browser.newContext({ baseURL, locale });
  const customer = await other.newPage();
  await signIn(await world.account({ userId: "10001" }), undefined, customer);
  expect((await customer.goto("/admin/hosts/101"))?.status()).toBe(404);
  expect((await customer.goto("/admin/hosts"))?.status()).toBe(404);
  await other.close();
});
