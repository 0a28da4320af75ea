import { setTimeout as wait } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "../support/test";

const WORDS = {
  en: {
    ...{ setUp: "Set up an app", first: "Code shown in the app", turnOn: "Turn on", create: "Create token" },
    ...{ name: "Name", scope: "Permissions", confirm: "Confirm", kind: "Force stop" },
    ...{ approve: "Approve", decline: "Decline", none: "Nothing to approve", open: "2 requests to approve" },
    needsFactor: "Set up two-factor authentication first.",
  },
  "zh-CN": {
    ...{ setUp: "设置验证器应用", first: "验证器应用中显示的验证码", turnOn: "启用", create: "创建令牌" },
    ...{ name: "名称", scope: "权限", confirm: "确认", kind: "强制关机" },
    ...{ approve: "批准", decline: "拒绝", none: "没有待批准的请求", open: "2 个请求待批准" },
    needsFactor: "请先开启两步验证。",
  },
};
type Words = (typeof WORDS)["en"];

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** An app as second factor; resolves to what it shows so many steps ahead. */
async function setUpApp(page: Page, t: Words): Promise<(ahead: number) => string> {
  await page.goto("/account");
  await button(page, t.setUp).click();
  const secret = ((await page.locator("[data-totp-secret]").textContent()) ?? "").replaceAll(" ", "");
  const code = (ahead: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
  // The code of the time step before is good until this step ends.
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 8_000) await wait(left + 100);
  await page.getByLabel(t.first, { exact: true }).fill(code(-1));
  await button(page, t.turnOn).click();
  await expect(page.locator("[data-recovery-codes] li")).toHaveCount(10);
  return code;
}

async function makeToken(page: Page, t: Words): Promise<string> {
  await page.goto("/account");
  await button(page, t.create).click();
  const dialog = page.locator("dialog#new-token");
  await dialog.getByLabel(t.name, { exact: true }).fill("assistant");
  await dialog.getByLabel(t.scope, { exact: true }).selectOption("power");
  await dialog.getByRole("button", { name: t.create, exact: true }).click();
  return (await page.locator(".copy-line code").textContent()) ?? "";
}

async function assistant(url: string, token: string) {
  const client = new Client({ name: "test", version: "1" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/api/mcp`), { requestInit }));
  return (name: string, hostId: string) => client.callTool({ name, arguments: { hostId } });
}

test("an assistant asks for force by MCP, and its owner approves it by the second factor", async ({
  page,
  world,
  signIn,
  locale,
}) => {
  const t = WORDS[locale?.startsWith("en") ? "en" : "zh-CN"];
  await world.simulator.control.reset({ fleet: "demo" });
  await signIn(await world.account({ userId: "10001" }));
  const effects = async () => (await world.simulator.control.journal()).effects.map(({ kind }) => kind);

  // Without a second factor there is no yes.
  await (await assistant(world.url, await makeToken(page, t)))("force-stop", "102");
  await page.goto("/approvals");
  await expect(page.getByText(t.needsFactor)).toBeVisible();
  await expect(button(page, t.approve)).toHaveCount(0);
  await button(page, t.decline).click();
  await expect(page.getByText(t.none)).toBeVisible();

  const code = await setUpApp(page, t);
  const call = await assistant(world.url, await makeToken(page, t));
  await call("force-stop", "102");
  await call("force-restart", "101");
  expect(await effects()).toEqual([]);
  await page.goto("/account");
  await page.getByRole("link", { name: t.open }).click();
  await expect(page).toHaveURL(/approvals$/);
  const request = page.getByRole("listitem").filter({ hasText: `${t.kind} · ` });
  const approve = async () => {
    await request.getByRole("button", { name: t.approve, exact: true }).first().click();
    const question = page.getByRole("alertdialog");
    await expect(question).toContainText(t.kind);
    await question.getByRole("button", { name: t.approve, exact: true }).click();
  };
  await approve();
  const proof = page.locator("dialog#prove-again");
  await proof.locator('input[name="proof"]').fill(code(0));
  await proof.getByRole("button", { name: t.confirm, exact: true }).click();
  await expect(proof).toBeHidden();
  expect(await effects()).toEqual([]);
  await approve();
  await expect(request).toHaveCount(0);
  await expect.poll(effects).toEqual(["force-stop"]);
});
