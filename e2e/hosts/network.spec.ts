import type { Page } from "@playwright/test";
import type { RuleState } from "../../lib/simulator/fleet/host-lists";
import { expect, test } from "../support/test";
import type { World } from "../support/world";

/** What a customer reads on this page: written down here, not taken from the message files. */
const TEXTS = {
  en: {
    inside: "Internal port",
    add: "Add port",
    remove: "Remove",
    domain: "Domain",
    bind: "Bind domain",
    unbind: "Unbind",
    range: "Enter a whole number from 1 to 65535.",
    wildcard: /can’t be bound/,
    limit: /Limit reached/,
    own: /No port mapping needed/,
    taken: "This domain is already bound to a host.",
    copy: "Copy address and port",
    shared: /\(shared\)$|^shared/,
    suffix: /public suffix/,
    mixed: /mixes scripts/,
    dnsHere: "DNS points to this host.",
    dnsElsewhere: /^DNS points to 203\.0\.113\.77, not to this host/,
  },
  zh: {
    inside: "内部端口",
    add: "添加端口映射",
    remove: "删除",
    domain: "域名",
    bind: "绑定域名",
    unbind: "解绑",
    range: "请输入 1 至 65535 之间的整数。",
    wildcard: /不能绑定/,
    limit: /上限/,
    own: /无需映射/,
    taken: "此域名已绑定到某台主机。",
    copy: "复制地址和端口",
    shared: /（共享）$|^共享地址/,
    suffix: /公共域名后缀/,
    mixed: /混用/,
    dnsHere: "域名已解析到此主机。",
    dnsElsewhere: /^域名当前解析到 203\.0\.113\.77，而不是此主机/,
  },
} as const;
const textsOf = (locale?: string) => TEXTS[locale?.startsWith("zh") ? "zh" : "en"];

const outcome = (page: Page) => page.locator("[data-outcome]").first();
/** Resolves once the master has the rule: what the strip tells may be of the last test's operation until then. */
async function ruleOf(world: World, is: (rule: RuleState) => boolean): Promise<RuleState> {
  await expect
    .poll(async () => (await world.simulator.control.rules("105")).some(is), { timeout: 20_000 })
    .toBe(true);
  const rule = (await world.simulator.control.rules("105")).find(is);
  if (!rule) throw new Error("the rule is gone again");
  return rule;
}
/** The names that the master was asked to bind. */
const bindings = async (world: World) =>
  (await world.simulator.control.journal({ action: "vm_domain" })).calls
    .filter(({ params }) => params.subvaction === "add")
    .map(({ params }) => params.domainname);
const mapping = (page: Page, id: string) => page.locator(`[data-mapping="${id}"]`);

test.beforeEach(async ({ world, enter, page }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  world.dns.names.set("files.northwind.example", ["203.0.113.77"]);
  world.dns.names.set("xn--bcher-kva.northwind.example", ["198.51.100.7"]);
  await enter(await world.account({ userId: "10001" }));
  await page.goto("/hosts/105/network");
});

test("Add port: one tap for a common service, its public side to copy, then Remove takes it away", async ({
  page,
  world,
  locale,
}) => {
  const t = textsOf(locale);
  // The address in the list says that it is shared, and leads here at one press, on a phone as well.
  await page.goto("/hosts");
  await page.locator("[data-host='105']").getByRole("link", { name: t.shared }).click();
  await page.waitForURL("**/hosts/105/network");
  await expect(page.getByText("198.51.100.7:24389").first()).toBeVisible();
  // Where no port can be added now, the chip only fills the number in.
  await expect(page.getByRole("button", { name: t.add, exact: true, disabled: false })).toBeVisible();
  await page.getByRole("button", { name: "HTTPS 443" }).click();
  const rule = await ruleOf(world, (one) => one.privateport === 443);
  await expect(mapping(page, rule.id).getByText(`198.51.100.7:${rule.publicport}`)).toBeVisible();
  await expect(mapping(page, rule.id).getByRole("button", { name: t.copy })).toBeVisible();

  await mapping(page, rule.id).getByRole("button", { name: t.remove, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: t.remove, exact: true }).click();
  await expect(mapping(page, rule.id)).toHaveCount(0, { timeout: 20_000 });
  const { calls } = await world.simulator.control.journal({ action: "vm_portmap" });
  expect(calls.map(({ params }) => params)).toEqual([
    { subvaction: "add", vmid: "105", privateport: "443" },
    { subvaction: "del", vmid: "105", portid: rule.id },
  ]);
});

test("Bind domain: the name as A-label with the DNS record to set, then Unbind lets it go", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const t = textsOf(locale);
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: t.bind, exact: true }) });
  await form.getByLabel(t.domain, { exact: true }).fill("Bücher.Northwind.example");
  await form.getByLabel(t.inside, { exact: true }).fill("8080");
  await form.getByRole("button", { name: t.bind, exact: true }).click();
  const domain = "xn--bcher-kva.northwind.example";
  const rule = await ruleOf(world, (one) => one.domainname === domain);
  const row = mapping(page, rule.id);
  await expect(row.getByText(domain).first()).toBeVisible();
  await expect(row.getByText(t.dnsHere)).toBeVisible();
  // The record to set stands where DNS leads elsewhere.
  await expect(mapping(page, "53").getByText(t.dnsElsewhere)).toBeVisible();
  await expect(mapping(page, "53").getByText("198.51.100.7", { exact: true })).toBeVisible();

  await row.getByRole("button", { name: t.unbind, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: t.unbind, exact: true }).click();
  await expect(row).toHaveCount(0, { timeout: 20_000 });
  const { calls } = await world.simulator.control.journal({ action: "vm_domain" });
  expect(calls.map(({ params }) => params)).toEqual([
    { subvaction: "add", vmid: "105", domainname: domain, privateport: "8080" },
    { subvaction: "del", vmid: "105", domainid: rule.id },
  ]);
});

test("a domain that another customer had lately needs the TXT record that the form shows, or staff's permission", {
  tag: "@one-screen",
}, async ({ page, world, locale, browser, signIn }) => {
  test.slow();
  const t = textsOf(locale);
  const domain = "files.northwind.example";
  const first = mapping(page, "53");
  await first.getByRole("button", { name: t.unbind, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: t.unbind, exact: true }).click();
  await expect(first).toHaveCount(0, { timeout: 20_000 });

  const pageOf = async (username: string, path: string) => {
    const context = await browser.newContext({ baseURL: world.url, ...(locale ? { locale } : {}) });
    const opened = await context.newPage();
    await signIn(username, undefined, opened);
    await opened.goto(path);
    return opened;
  };
  const other = await pageOf(await world.account({ userId: "10002" }), "/hosts/202/network");
  await other.getByLabel(t.domain, { exact: true }).fill(domain);
  await other.getByRole("button", { name: t.bind, exact: true }).click();
  const proof = other.getByRole("region", { name: `Proof for ${domain}` });
  await expect(proof.getByText(`_rstack-panel.${domain}`, { exact: true })).toBeVisible();
  await expect(proof.getByText(/^rstack-panel=[0-9a-f]{32}$/)).toBeVisible();
  await expect(proof.getByRole("button", { name: "Copy proof record" })).toBeVisible();
  expect(await bindings(world)).toEqual([]);

  const staff = await pageOf(await world.account({ role: "admin" }), "/admin/hosts/202/settings");
  await staff.getByRole("button", { name: `Allow ${domain}`, exact: true }).click();
  await expect(staff.getByRole("button", { name: `Allow ${domain}`, exact: true })).toHaveCount(0);

  await other.getByRole("button", { name: t.bind, exact: true }).click();
  await expect.poll(() => bindings(world), { timeout: 20_000 }).toEqual([domain]);
  await expect(outcome(other)).toHaveAttribute("data-outcome", "done", { timeout: 20_000 });
  for (const opened of [other, staff]) await opened.context().close();
});

test("what is wrong with a port or a domain stands at its field, and nothing is sent", {
  tag: "@one-screen",
}, async ({ page, world, locale }) => {
  const t = textsOf(locale);
  await page.getByLabel(t.inside, { exact: true }).first().fill("1e4");
  await page.getByRole("button", { name: t.add, exact: true }).click();
  await expect(page.getByText(t.range)).toBeVisible();
  await page.getByLabel(t.domain, { exact: true }).fill("*.northwind.example");
  await page.getByRole("button", { name: t.bind, exact: true }).click();
  await expect(page.getByText(t.wildcard)).toBeVisible();
  await expect(page.getByLabel(t.domain, { exact: true })).toHaveValue("*.northwind.example");
  for (const [name, fault] of [
    ["com.cn", t.suffix],
    ["\u0430pple.northwind.example", t.mixed],
  ] as const) {
    await page.getByLabel(t.domain, { exact: true }).fill(name);
    await page.getByRole("button", { name: t.bind, exact: true }).click();
    await expect(page.getByText(fault)).toBeVisible();
  }
  // A neighbour's.
  await page.getByLabel(t.domain, { exact: true }).fill("crm.contoso.example");
  await page.getByRole("button", { name: t.bind, exact: true }).click();
  await expect(page.getByText(t.taken).first()).toBeVisible();
  const { calls } = await world.simulator.control.journal();
  expect(calls.filter(({ action }) => action === "vm_domain" || action === "vm_portmap")).toEqual([]);
});

test("at the limit Add port says why it is off; a host with an address of its own says why there is nothing to map", {
  tag: "@one-screen",
}, async ({ page, locale }) => {
  const t = textsOf(locale);
  await page.goto("/hosts/106/network");
  const add = page.getByRole("button", { name: t.add, exact: true });
  await expect(add).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText(t.limit).first()).toBeVisible();
  await page.goto("/hosts/101/network");
  await expect(page.getByText(t.own)).toBeVisible();
  await expect(page.getByText("203.0.113.124")).toBeVisible();
  await expect(add).toHaveCount(0);
});
