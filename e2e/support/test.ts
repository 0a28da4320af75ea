import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { leaveLog, takeErrors, watchBrowser, watchLog } from "./error-lines";
import { tellWhy } from "./failure";
import { type FakeNode, startFakeNode } from "./fake-node";
import { borrowWorld, enterWorld, giveBack } from "./kept-worlds";
import { leaksOf } from "./leaks";
import { cookiesOf, PASSWORD, startWorld, type World, type WorldOptions } from "./world";

/** Words that scripts rely on, so they are written down here and not taken from the message files. */
const WORDS = {
  en: {
    login: "Username or email",
    password: "Password",
    signIn: "Sign in",
    signOut: "Sign out",
    signedOut: "You were signed out. Sign in to continue.",
    silentMaster: "The platform isn’t responding.",
    lostPanel: "The panel can’t be reached.",
    start: "Start",
    stop: "Stop",
    restart: "Restart",
    more: "More actions",
    forceStop: "Force stop",
    forceRestart: "Force restart",
    running: "Running",
    off: "Off",
  },
  "zh-CN": {
    login: "用户名或邮箱",
    password: "密码",
    signIn: "登录",
    signOut: "退出",
    signedOut: "您已退出登录，请重新登录。",
    silentMaster: /平台(没有|暂无)响应/,
    lostPanel: "无法连接控制面板。",
    start: "开机",
    stop: "关机",
    restart: "重启",
    more: "更多操作",
    forceStop: "强制关机",
    forceRestart: "强制重启",
    running: "运行中",
    off: "已关机",
  },
} as const;

export type Words = (typeof WORDS)["en" | "zh-CN"];

interface Fixtures {
  calm: undefined;
  /** A test names here what it makes the panel log as an error; any other fails it. */
  expectedErrors: RegExp[];
  words: Words;
  /** By the form, as a person does it; ends where sign-in leads to. */
  signIn: (username: string, password?: string, page?: Page) => Promise<void>;
  /** The session alone, for a test that goes to a page of its own. */
  enter: (username: string) => Promise<void>;
}

type Borrowed = Awaited<ReturnType<typeof borrowWorld>> | null;

interface WorkerFixtures {
  borrowed: Borrowed;
  /** What a console leads to, once the master names it (`setSettings({ consoleServer: node.url })`). */
  node: FakeNode;
  /** `test.use({ worldOptions: … })` gives a file a world of its own, which takes nine seconds of a processor. */
  worldOptions: WorldOptions;
  world: World;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  borrowed: [
    async ({ worldOptions }, use, { project }) => {
      const isUsual = Object.keys(worldOptions).length === 0;
      // No file runs both without a screen and on a desktop's.
      const borrowed = isUsual ? await borrowWorld(project.use.isMobile ? "phone" : "desktop") : null;
      await use(borrowed);
      if (borrowed) await giveBack(borrowed, isFit);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  node: [
    async ({ borrowed }, use) => {
      const node = await startFakeNode(borrowed?.ports.node);
      await use(node);
      await node.close();
    },
    { scope: "worker" },
  ],
  worldOptions: [{}, { option: true, scope: "worker" }],
  world: [
    async ({ borrowed, node, worldOptions }, use) => {
      if (borrowed) {
        const world = await enterWorld(borrowed);
        isFit = true;
        watchLog(world.logFile);
        await use(world);
        leaveLog(world.logFile);
        return world.leave();
      }
      const env = { CONSOLE_HOSTS: node.place, ...worldOptions.env };
      const world = await startWorld({ ...worldOptions, env });
      await use(world);
      const leaks = await leaksOf(world);
      await world.stop();
      expect(leaks).toEqual([]);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  // A fault of one test must not reach the next: neither the fault itself, nor what the panel still thinks of the master.
  calm: [
    async ({ world, expectedErrors }, use, info) => {
      const early = takeErrors();
      // Of a world that fails here the next test takes another.
      const wasFit = isFit;
      isFit = false;
      await world.simulator.control.removeFaults();
      await untilMasterIsBack(world).catch(async (error) => {
        await tellWhy(world);
        throw error;
      });
      // Those are still of the test before and its faults.
      takeErrors();
      await use(undefined);
      const errors = [...early, ...takeErrors()];
      const unexpected = errors.filter((line) => !expectedErrors.some((expected) => expected.test(line)));
      isFit = wasFit && info.status === info.expectedStatus;
      if (info.status === info.expectedStatus)
        expect(unexpected, "errors in the panel's log or the browser's console").toEqual([]);
    },
    { auto: true },
  ],
  // Of each context and page that a test makes, its own among them.
  browser: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (...asked) => {
        const context = await newContext(...asked);
        context.on("page", waitForScripts);
        watchBrowser(context);
        return context;
      };
      await use(browser);
      browser.newContext = newContext;
    },
    { scope: "worker" },
  ],
  page: async ({ page, world }, use, info) => {
    await use(page);
    if (info.status !== info.expectedStatus) await tellWhy(world, page);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here.
  expectedErrors: async ({}, use) => use([]),
  baseURL: async ({ world }, use) => use(world.url),
  words: async ({ locale }, use) => use(WORDS[locale?.startsWith("zh") ? "zh-CN" : "en"]),
  enter: async ({ context, world }, use) =>
    use(async (username) => addSession(context, world.url, await world.session(username))),
  signIn: async ({ page, words }, use) =>
    use(async (username, password = PASSWORD, on = page) => {
      await on.goto("/sign-in");
      await on.getByLabel(words.login, { exact: true }).fill(username);
      await on.getByLabel(words.password, { exact: true }).fill(password);
      await on.getByRole("button", { name: words.signIn, exact: true }).click();
      await on.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    }),
});

/** Gives a browser a session: what `World.session` returned. A header of its own would give way to the cookies of pages. */
export async function addSession(context: BrowserContext, origin: string, cookies: string): Promise<void> {
  await context.addCookies(cookiesOf(origin, cookies).filter(({ value }) => value !== ""));
}

/** The worker's world, entered and with no test failed in it: what comes next finds it as it should be. */
let isFit = false;

/** Scripts load after the first paint, so perhaps after the event that ends a page load; then React takes over the page. */
function waitForScripts(page: Page): void {
  const goto = page.goto.bind(page);
  const ran = () => {
    const main = document.querySelector("main");
    return (
      !("addAfterPaint" in window) ||
      ("next" in window && (!main || Object.keys(main).some((key) => key.startsWith("__react"))))
    );
  };
  page.goto = async (...asked) => {
    const answer = await goto(...asked);
    // Whoever wants to see a page before it is whole asks for that.
    if (asked[1]?.waitUntil === "commit") return answer;
    await page.waitForFunction(ran, undefined, { timeout: 10_000 }).catch(() => undefined);
    return answer;
  };
}

/** Of each world, the cookie of who asks. */
const watchers = new WeakMap<World, string>();

/**
 * The panel answers 503 for a host that it doesn't know while the master is silent to it, and 404 once the master
 * answered. Staff ask, and for another host each time: a customer's 404 would be remembered, and so is a silence.
 */
async function untilMasterIsBack(world: World): Promise<void> {
  const role = world.env.STAFF_SECOND_FACTOR === "required" ? "customer" : "support";
  let unknown = 999_000_000;
  const status = async () => {
    const cookie = watchers.get(world) ?? (await world.session(await world.account({ role })));
    watchers.set(world, cookie);
    const answer = await fetch(`${world.url}/api/hosts/${++unknown}`, { headers: { cookie } });
    if (answer.status === 401) watchers.delete(world);
    return answer.status;
  };
  await expect.poll(status, { timeout: 30_000, message: "the panel hears the master again" }).toBe(404);
}

export { expect };
