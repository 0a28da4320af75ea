import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { FakeNode } from "../support/fake-node";
import { embeddedDatabaseUrl, startPanel } from "../support/panel-process";
import { inDatabase } from "../support/panel-rows";
import { test as base, expect, type Words } from "../support/test";
import { PASSWORD, type World } from "../support/world";

/** Scripts rely on these words, so they are written down here. */
const NAMES = {
  en: {
    open: "Open console",
    end: "End session",
    endedNow: "The session was ended.",
    ended: "End console session",
    signedOut: "Ended when the person who opened it signed out.",
    view: "View as customer",
    reason: "Reason",
    own: "Your own password",
    allowChanges: "Allow changes",
    endView: "End view",
    plain: "isn’t encrypted",
    notOffered: "The console isn’t set up",
    script: "needs JavaScript",
    off: "Only possible while the host is running.",
  },
  "zh-CN": {
    open: "打开远程控制台",
    end: "结束会话",
    endedNow: "会话已结束。",
    ended: "结束远程控制台会话",
    signedOut: "打开者退出登录，远程控制台随之结束。",
    view: "以客户身份查看",
    reason: "原因",
    own: "您自己的密码",
    allowChanges: "允许更改",
    endView: "退出查看",
    plain: "未加密",
    notOffered: "尚未为此主机配置远程控制台",
    script: "需要 JavaScript",
    off: "主机运行时才能执行。",
  },
} as const;
type Names = (typeof NAMES)["en" | "zh-CN"];

interface Mine {
  names: Names;
}

const test = base.extend<Mine>({
  names: async ({ locale }, use) => use(NAMES[locale?.startsWith("zh") ? "zh-CN" : "en"]),
});

const button = (within: Page | Locator, name: string) => within.getByRole("button", { name, exact: true });
const formAction = (policy: string | undefined) =>
  policy?.split("; ").find((rule) => rule.startsWith("form-action ")) ?? "";
const effects = async (world: World) =>
  (await world.simulator.control.journal()).effects
    .filter(({ kind }) => kind.startsWith("console-"))
    .map(({ kind, vmid }) => `${kind} ${vmid}`);
const tokenOf = async (world: World, vmid = "101") => (await world.simulator.control.console(vmid)).token;

/** Clicks, and returns the node's page once the form arrived there. */
async function opened(page: Page, node: FakeNode, press: () => Promise<void>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent("popup"), press()]);
  await popup.waitForURL(`${node.url}/**`);
  return popup;
}

/** What a node's page might try, and what each try came to. */
function reachBack(popup: Page): Promise<string[]> {
  return popup.evaluate(() => {
    const elsewhere = `${location.origin}/elsewhere`;
    const behind: Window | null = window.opener;
    if (behind === null) return [];
    const above = behind.top ?? behind;
    const tries: Record<string, () => unknown> = {
      "leads the opener away": () => behind.location.assign(elsewhere),
      "leads the panel away": () => above.location.assign(elsewhere),
      "replaces the panel": () => behind.parent.location.replace(elsewhere),
      "reads the frame": () => behind.document,
      "reads the panel": () => above.document,
    };
    above.close();
    above.focus();
    return Object.entries(tries).flatMap(([name, attempt]) => {
      try {
        attempt();
        return [name];
      } catch {
        return [];
      }
    });
  });
}

async function signOut(page: Page, words: Words) {
  await page.locator("[data-account-menu]").click();
  await page.getByRole("menuitem", { name: words.signOut, exact: true }).click();
  await page.waitForURL(/\/sign-in/);
}

test.beforeEach(async ({ world, node, enter }) => {
  await world.simulator.control.reset({ fleet: "demo" });
  await world.simulator.control.setSettings({ consoleServer: node.url });
  node.forget();
  await enter(await world.account({ userId: "10001" }));
});
// Another file in the same world may begin without a reset.
test.afterEach(({ world }) => world.simulator.control.reset({ fleet: "demo" }));

test("at the first click, from the list and from a host's head: the node gets the token, and the panel's page is out of reach", async ({
  page,
  world,
  node,
  names,
}) => {
  for (const [from, place] of [
    ["/hosts", "[data-host='101']"],
    ["/hosts/101", "article[data-host]"],
  ] as const) {
    node.forget();
    await page.goto(from);
    const popup = await opened(page, node, () => button(page.locator(place), names.open).click());
    expect(node.requests).toHaveLength(1);
    expect(node.requests[0]).toMatchObject({
      method: "POST",
      fields: { vmname: "vnc_web01", vnctoken: await tokenOf(world) },
    });
    expect(node.requests[0]?.headers).not.toHaveProperty("referer");
    expect(await popup.evaluate(() => window.opener)).toBeNull();
    expect(new URL(page.url()).pathname).toBe(from);
    await popup.close();
  }
  expect(await effects(world)).toEqual(["console-enable 101", "console-enable 101"]);
});

test("a press that comes before the page's scripts opens the console all the same", {
  tag: "@one-screen",
}, async ({ page, world, node, names }) => {
  await page.route("**/_next/static/**/*.js", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  for (const [from, place] of [
    ["/hosts", "[data-host='101']"],
    ["/hosts/101", "article[data-host]"],
  ] as const) {
    node.forget();
    await page.goto(from, { waitUntil: "commit" });
    // Before its styles the page shows the phone's key as well.
    const popup = await opened(page, node, () => button(page.locator(place), names.open).first().click());
    expect(node.requests).toHaveLength(1);
    expect(new URL(page.url()).pathname).toBe(from);
    await popup.close();
  }
  expect(await effects(world)).toEqual(["console-enable 101", "console-enable 101"]);
});

test("the console's window asks for nothing until its opener says so or its button is pressed", {
  tag: "@one-screen",
}, async ({ page, world, node, names }) => {
  await page.goto("/hosts");
  // An opener of the panel's own origin that hears the window and stays silent.
  const [popup, told] = await Promise.all([
    page.waitForEvent("popup"),
    page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener("message", ({ data }) => resolve(data));
          window.open("/hosts/101/console/window", "", "popup");
        }),
    ),
  ]);
  expect(told).toBe("console-window-ready");
  // The right words by another than the opener.
  await popup.evaluate(() => {
    window.postMessage("open-console", location.origin);
    return new Promise((resolve) => setTimeout(resolve));
  });
  expect(await effects(world)).toEqual([]);
  await button(popup, names.open).click();
  await popup.waitForURL(`${node.url}/**`);
  expect(await effects(world)).toEqual(["console-enable 101"]);
  expect((await page.request.get("/hosts/201/console/window")).status()).toBe(404);
});

test("the opener's word counts more than a state that the window was drawn without", {
  tag: "@one-screen",
}, async ({ page, world, node, names }) => {
  await page.goto("/hosts/101");
  await expect(page.locator('[data-host="101"] [data-state="running"]').first()).toBeVisible();
  // As when the list told of another status a moment ago, and the state isn't read anew yet.
  const keep = (word: string, at: string) =>
    inDatabase(world, `update hosts set state_word = ${word}, state_at = ${at} where vm_id = '101'`);
  await page.context().route("**/console/window", async (route) => {
    await keep("null", "now() + interval '1 minute'");
    await route.continue();
  });
  await opened(page, node, () => button(page.locator("article[data-host]"), names.open).first().click());
  expect(await effects(world)).toEqual(["console-enable 101"]);
  await keep("'running'", "now()");
});

test("where the browser blocks a window its page comes in this tab, and a refusal is said in the window", {
  tag: "@one-screen",
}, async ({ page, world, names }) => {
  await world.simulator.control.addFault({
    kind: "refuse",
    when: "before",
    match: { action: "vm_console", params: { subvaction: "enable" } },
    text: "vnc service is down",
  });
  await page.goto("/hosts/101");
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    button(page.locator("article[data-host]"), names.open).click(),
  ]);
  await expect(popup.getByText("vnc service is down")).toBeVisible();
  await expect(button(popup, names.open)).toBeVisible();
  await popup.close();

  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto("/hosts");
  await button(page.locator("[data-host='101']"), names.open).click();
  await page.waitForURL(/\/hosts\/101\/console\/window\??$/);
  await expect(page.getByText(names.plain)).toBeVisible();
  expect(await effects(world)).toEqual([]);
});

test("End session is seen by the master, and a console that was closed there opens again", {
  tag: "@one-screen",
}, async ({ page, world, node, names, context }) => {
  const watching = await context.newPage();
  await watching.goto("/hosts/101/activity");
  await page.goto("/hosts/101");
  const popup = await opened(page, node, () => button(page, names.open).click());
  await popup.goto(`${world.url}/hosts/101/console/window`);
  await expect(popup.locator("[data-console='open'] time")).toBeVisible();
  expect(await popup.content()).not.toContain("canary-vnctoken");
  await button(popup, names.end).click();
  // The host's own Activity shows it without a reload.
  await expect(watching.locator("[data-activity]").first()).toContainText(names.ended);
  await expect(popup.getByText(names.endedNow, { exact: true })).toBeVisible();
  await expect(button(popup, names.end)).toHaveCount(0);
  expect(await effects(world)).toEqual(["console-enable 101", "console-logout 101"]);
  await button(popup, names.open).click();
  await popup.waitForURL(`${node.url}/**`);
  await expect(watching.locator("[data-activity]").first()).toContainText(names.open);
});

test("signing out ends it, and Activity says so", { tag: "@one-screen" }, async ({
  page,
  world,
  node,
  names,
  words,
  signIn,
}) => {
  await page.context().clearCookies();
  const username = await world.account({ userId: "10001" });
  await signIn(username);
  await page.goto("/hosts/101");
  await opened(page, node, () => button(page, names.open).click());
  await signOut(page, words);
  await expect
    .poll(() => effects(world), { timeout: 10_000 })
    .toEqual(["console-enable 101", "console-logout 101"]);
  await signIn(username);
  await page.goto("/activity?host=101&kind=console");
  const ending = page.locator("[data-activity]", { hasText: names.ended }).first();
  await expect(ending).toHaveAttribute("data-outcome", "done");
  await ending.getByRole("link").click();
  await expect(page.getByRole("dialog").getByText(names.signedOut)).toBeVisible();
});

test("the console's window alone may send a form to a node", { tag: "@one-screen" }, async ({
  page,
  node,
}) => {
  for (const where of ["/hosts", "/hosts/101", "/hosts/101/network", "/account"]) {
    const headers = (await page.request.get(where)).headers();
    expect(formAction(headers["content-security-policy"]), where).toBe("form-action 'self'");
    expect(headers["cross-origin-opener-policy"], where).toBe("same-origin");
  }
  const headers = (await page.request.get("/hosts/101/console/window")).headers();
  expect(formAction(headers["content-security-policy"])).toContain(node.url);
  expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
});

test("a host that is off, a node that isn't allowed, a page without JavaScript: each says what is needed", {
  tag: "@one-screen",
}, async ({ page, world, names, browser, locale }) => {
  // Its state is asked for by the host's page.
  await page.goto("/hosts/109");
  await expect(page.locator('[data-host="109"] [data-state="off"]').first()).toBeVisible();
  await page.goto("/hosts/109/console/window");
  await expect(page.locator("main")).toContainText(names.off);
  await expect(button(page, names.open)).toHaveAttribute("aria-disabled", "true");

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    locale,
    baseURL: world.url,
    storageState: await page.context().storageState(),
  });
  await page.goto("/hosts/101");
  await expect(page.locator('[data-host="101"] [data-state="running"]').first()).toBeVisible();
  const still = await plain.newPage();
  await still.goto("/hosts/101");
  await button(still.locator("article[data-host]"), names.open).first().click();
  await expect(still).toHaveURL(/\/hosts\/101\/console\/window\??$/);
  await expect(still.locator("main")).toContainText(names.script);
  await plain.close();

  for (const consoleServer of ["http://127.0.0.1:1", "javascript:alert(1)", "http://evil.example/"]) {
    await world.simulator.control.setSettings({ consoleServer });
    await page.goto("/hosts/101/console/window");
    await button(page, names.open).click();
    await expect(page.getByText(names.notOffered)).toBeVisible();
    expect(await page.content()).not.toContain("evil.example");
  }
  expect(await effects(world)).toEqual([]);
});

test("a console that staff opened in a customer's view ends with the view", { tag: "@one-screen" }, async ({
  page,
  world,
  node,
  names,
  signIn,
}) => {
  await page.context().clearCookies();
  await signIn(await world.account({ role: "admin" }));
  await page.goto("/admin/customers/10001");
  await button(page, names.view).click();
  await page.getByRole("dialog").getByLabel(names.reason, { exact: true }).fill("ticket 20418");
  await button(page.getByRole("dialog"), names.view).click();
  await page.waitForURL(/\/hosts$/);
  await page.goto("/hosts/101");
  await expect(button(page, names.open)).toHaveAttribute("aria-disabled", "true");
  await button(page, names.allowChanges).first().click();
  const question = page.getByRole("dialog");
  await question.getByLabel(names.own, { exact: true }).fill(PASSWORD);
  await button(question, names.allowChanges).click();
  await expect(button(page, names.open)).not.toHaveAttribute("aria-disabled", "true");
  await opened(page, node, () => button(page, names.open).click());
  await button(page, names.endView).click();
  await page.waitForURL("**/admin/customers/10001");
  await expect
    .poll(() => effects(world), { timeout: 10_000 })
    .toEqual(["console-enable 101", "console-logout 101"]);
});

for (const adapter of ["get", "docs/examples/console-adapter.mjs"]) {
  test(`handed over by ${path.basename(adapter)}`, { tag: ["@one-screen", "@drill"] }, async ({
    names,
    signIn,
    node,
    world,
    browser,
    locale,
  }) => {
    // A panel with another setting, on the database and the log of the world's own.
    const { PANEL_DATA_DIR = "", PANEL_URL: _own, ...env } = world.env;
    const other = await startPanel(
      { ...env, DATABASE_URL: embeddedDatabaseUrl(PANEL_DATA_DIR), CONSOLE_ADAPTER: adapter },
      world.logFile,
    );
    const context = await browser.newContext({ baseURL: other.url, locale });
    try {
      const page = await context.newPage();
      await signIn(await world.account({ userId: "10001" }), PASSWORD, page);
      await page.goto("/hosts/101");
      const popup = await opened(page, node, () =>
        button(page.locator("article[data-host]"), names.open).click(),
      );
      const token = await tokenOf(world);
      expect(node.requests).toHaveLength(1);
      const [request] = node.requests;
      expect(request?.headers).not.toHaveProperty("referer");
      expect(await reachBack(popup)).toEqual([]);
      if (adapter === "get") {
        expect(request).toMatchObject({ method: "GET", fields: { vnctoken: token, vmname: "vnc_web01" } });
      } else {
        expect(request).toMatchObject({ method: "POST", url: "/console" });
        const data = Buffer.from(request?.fields.data ?? "", "base64").toString();
        expect(data).toMatch(new RegExp(`^vnc_web01\\|.+\\|${token}$`));
      }
    } finally {
      await context.close();
      await other.stop();
    }
  });
}
