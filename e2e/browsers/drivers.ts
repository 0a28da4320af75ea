import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "@playwright/test";
import { WebSocket } from "undici";
import playwright from "../../playwright.config";
import { freePort } from "../support/panel-process";

/** What a walk needs of a browser. Points are in CSS pixels of the viewport. */
export interface Driver {
  version: string;
  resize(width: number, height: number): Promise<void>;
  /** Resolves once the page has loaded. */
  go(url: string): Promise<void>;
  /** Runs the body of a function in the page and returns what it returns, as JSON. Throws while one page gives way to the next. */
  run<T>(body: string): Promise<T>;
  click(x: number, y: number): Promise<void>;
  type(text: string): Promise<void>;
  /** The errors in the console since it was last asked. */
  errors(): string[];
  close(): Promise<void>;
}

/** Starts a browser without a window; or returns what is missing on this machine, in words. */
export type Launch = () => Promise<Driver | string>;

const FIREFOX = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
/** What browsers note as a page is left: Chromium that its session is over, Firefox that its event stream ends. */
const LEFT =
  /status of 401|^(Firefox can’t establish a connection to|The connection to) (the server at )?\S+\/api\/live\S* ?(was interrupted while the page was loading\.)?$/;
const WEBKIT = "/usr/bin/WebKitWebDriver";
const MINI_BROWSER = ["x86_64", "aarch64"].flatMap((machine) =>
  ["4.1", "4.0"].map((api) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${api}/MiniBrowser`),
);
/** For a script: one that meets a page on its way out may get no answer. */
const ANSWER_MS = 5_000;
const XVFB = "/usr/bin/Xvfb";

export const BROWSERS: Record<string, Launch> = {
  Chromium: launchChromium,
  Firefox: launchFirefox,
  WebKit: launchWebKit,
};

async function launchChromium(): Promise<Driver | string> {
  const browser = await chromium.launch(playwright.use?.launchOptions).catch(() => null);
  if (!browser) {
    return "no Chromium is installed";
  }
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !LEFT.test(message.text())) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return {
    version: browser.version(),
    resize: (width, height) => page.setViewportSize({ width, height }),
    go: (url) => page.goto(url).then(() => undefined),
    run: async (body) => JSON.parse(await page.evaluate(asJson(body))),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    errors: () => errors.splice(0),
    close: () => browser.close(),
  };
}

const started = new Set<ChildProcess>();
// Also where one could not be started to its end.
process.on("exit", () => {
  for (const child of started) child.kill();
});

function start(program: string, args: string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  started.add(child);
  child.stderr?.resume();
  child.once("exit", () => started.delete(child));
  return child;
}

/** By WebDriver BiDi. */
async function launchFirefox(): Promise<Driver | string> {
  const program = FIREFOX.find((file) => existsSync(file));
  if (!program) {
    return "no Firefox is installed (Debian: firefox-esr)";
  }
  const profile = mkdtempSync(path.join(tmpdir(), "panel-firefox-"));
  const options = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"];
  const child = start(program, options, { ...process.env, HOME: profile });
  const address = await lineOf(child, /WebDriver BiDi listening on (ws:\S+)/);
  const socket = new WebSocket(`${address}/session`);
  const errors: string[] = [];
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  socket.addEventListener("message", ({ data }) => {
    const message = JSON.parse(String(data));
    const { level, text } = message.method === "log.entryAdded" ? message.params : {};
    if (level === "error" && !LEFT.test(text)) {
      errors.push(text);
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "error") {
      asked?.reject(new Error(`${message.error}: ${message.message}`));
    } else {
      asked?.resolve(message.result);
    }
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  let last = 0;
  const send = <T>(method: string, params: object): Promise<T> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve: (result) => resolve(result as T), reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  const { capabilities } = await send<{ capabilities: { browserVersion: string } }>("session.new", {
    capabilities: {},
  });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  const tree = await send<{ contexts: { context: string }[] }>("browsingContext.getTree", {});
  const context = tree.contexts[0]?.context;
  const act = (actions: object[]) => send<void>("input.performActions", { context, actions });
  return {
    version: capabilities.browserVersion,
    resize: (width, height) => send("browsingContext.setViewport", { context, viewport: { width, height } }),
    go: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
    run: async (body) => {
      const answer = await send<{ result?: { value: string }; exceptionDetails?: { text: string } }>(
        "script.evaluate",
        { expression: asJson(body), target: { context }, awaitPromise: false },
      );
      if (!answer.result) {
        throw new Error(answer.exceptionDetails?.text);
      }
      return JSON.parse(answer.result.value);
    },
    click: (x, y) => act(clicking(x, y)),
    type: (text) => act(typing(text)),
    errors: () => errors.splice(0),
    close: async () => {
      socket.close();
      await ended(child);
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** By WebDriver, on a display of its own where the machine has none. */
async function launchWebKit(): Promise<Driver | string> {
  const binary = MINI_BROWSER.find((file) => existsSync(file));
  if (!existsSync(WEBKIT) || !binary) {
    return "no WebKit is installed (Debian: webkit2gtk-driver)";
  }
  const hasDisplay = process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (!hasDisplay && !existsSync(XVFB)) {
    return "WebKit needs a display (Debian: xvfb)";
  }
  const screen = hasDisplay ? null : start(XVFB, ["-displayfd", "2", "-screen", "0", "1600x1200x24"]);
  const display = screen ? { DISPLAY: `:${await lineOf(screen, /^(\d+)$/)}` } : {};
  const port = await freePort();
  const child = start(WEBKIT, [`--port=${port}`], {
    ...process.env,
    ...display,
    LANGUAGE: "en",
    LC_ALL: "C.UTF-8",
    NO_AT_BRIDGE: "1",
  });
  const errors: string[] = [];
  const ask = async <T>(method: string, at: string, body?: object, limitMs = 60_000): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${at}`, {
      method,
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(limitMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
    if (value?.error) {
      throw new Error(`${value.error}: ${value.message}`);
    }
    return value;
  };
  await answering(() => ask("GET", "/status"));
  const options = { binary, args: ["--automation"] };
  const made = await ask<{ sessionId: string; capabilities: { browserVersion: string } }>(
    "POST",
    "/session",
    {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
    },
  );
  const session = `/session/${made.sessionId}`;
  const act = (actions: object[]) => ask<void>("POST", `${session}/actions`, { actions });
  return {
    version: made.capabilities.browserVersion,
    // The window is at least 447 wide; the bars of the browser are part of its height.
    resize: (width, height) => ask("POST", `${session}/window/rect`, { width, height: height + 38 }),
    go: (url) => ask("POST", `${session}/url`, { url }),
    run: async (body) => {
      const script = `return JSON.stringify([${asJson(body)}, ${EAR}])`;
      const [value, heard] = JSON.parse(
        await ask("POST", `${session}/execute/sync`, { script, args: [] }, ANSWER_MS),
      );
      errors.push(...heard);
      return JSON.parse(value);
    },
    click: (x, y) => act(clicking(x, y)),
    type: (text) => act(typing(text)),
    errors: () => errors.splice(0),
    close: async () => {
      await ask("DELETE", session).catch(() => undefined);
      await ended(child);
      if (screen) await ended(screen);
    },
  };
}

const asJson = (body: string): string => `JSON.stringify((() => { ${body} })() ?? null)`;

/** WebKit's driver doesn't tell of the console: what a page says there from the first look on, since the last look. */
const EAR = `(() => {
  if (!window.heardErrors) {
    window.heardErrors = [];
    const { error } = console;
    console.error = (...said) => (heardErrors.push(said.map(String).join(" ")), error(...said));
    addEventListener("error", ({ message }) => heardErrors.push(message));
    addEventListener("unhandledrejection", ({ reason }) => heardErrors.push(String(reason)));
  }
  return heardErrors.splice(0);
})()`;

/** Both protocols have the same actions. */
const clicking = (x: number, y: number): object[] => [
  {
    type: "pointer",
    id: "mouse",
    parameters: { pointerType: "mouse" },
    actions: [
      { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ],
  },
];
const typing = (text: string): object[] => [
  {
    type: "key",
    id: "keyboard",
    actions: [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]),
  },
];

/** The first group of the first line on the program's standard error that fits. */
function lineOf(child: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    child.once("exit", () => reject(new Error(`${child.spawnfile} ended: ${lines.slice(-5).join(" | ")}`)));
    if (child.stderr) {
      createInterface({ input: child.stderr }).on("line", (line) => {
        lines.push(line);
        const found = wanted.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
  });
}

async function answering(ask: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + 20_000;
  while (
    !(await ask()
      .then(() => true)
      .catch(() => false))
  ) {
    if (Date.now() > until) {
      throw new Error("WebKitWebDriver does not answer");
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once("exit", () => resolve());
    child.kill();
  });
}
