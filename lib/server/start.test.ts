import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildFault, checkSettings, unknownNames } from "./start-checks";

const COMPLETE = {
  RSTACK_URL: "https://master.example/api/v3",
  RSTACK_SECRET: "s3cret-of-the-master",
  PANEL_URL: "https://panel.example",
  AUTH_SECRET: "x".repeat(32),
};
/** Set and empty, so that no .env of the checkout fills them in. */
const EMPTY = { RSTACK_URL: "", RSTACK_SECRET: "", PANEL_URL: "", AUTH_SECRET: "" };

let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "panel-start-"));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function npmStart(settings: Record<string, string>) {
  return spawnSync(process.execPath, ["lib/cli/start.mjs"], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...EMPTY, ...settings },
    encoding: "utf8",
    timeout: 60_000,
  });
}

it("npm start names every fault and ends with 1 before it listens", { timeout: 70_000 }, () => {
  const file = path.join(folder, "file");
  fs.writeFileSync(file, "");
  const { status, stdout, stderr } = npmStart({
    RSTACK_URL: "http://203.0.113.9/api/v3",
    PORT: "none",
    AUTH_SECRET: "short-canary",
    SMTP_URL: "smtp://",
    MAIL_FROM: "not mail",
    CONSOLE_ADAPTER: "/nowhere/adapter.mjs",
    RSTACK_RATE: "1e9",
    PANEL_DATA_DIR: path.join(file, "data"),
    SESSION_CUSTOMER_IDLE_SECONDS: "1e308",
    LIVE_LIST_SECONDS: "2592000",
    SESSION_STAFF_IDEL_SECONDS: "60",
  });
  expect(status).toBe(1);
  for (const name of [
    ...["RSTACK_URL", "RSTACK_SECRET", "PANEL_URL", "AUTH_SECRET", "PORT", "SMTP_URL", "MAIL_FROM"],
    ...["CONSOLE_ADAPTER", "RSTACK_RATE", "PANEL_DATA_DIR", "SESSION_CUSTOMER_IDLE_SECONDS"],
    ...[
      "LIVE_LIST_SECONDS",
      "SESSION_STAFF_IDEL_SECONDS is no setting: did you mean SESSION_STAFF_IDLE_SECONDS?",
    ],
  ]) {
    expect(stderr).toContain(`  - ${name}`);
  }
  expect(stdout + stderr).not.toMatch(/short-canary|Ready|Local:|ready/);
});

describe("the check of the settings", () => {
  it("finds nothing to say about complete ones", async () => {
    const settings = {
      ...COMPLETE,
      PANEL_DATA_DIR: path.join(folder, "new/data"),
      HOME: "/root",
      PATH: "/bin",
    };
    expect(await checkSettings(settings)).toEqual({ faults: [], warnings: [] });
  });

  it("refuses a data folder that takes no folder, for root too", async () => {
    const { faults } = await checkSettings({ ...COMPLETE, PANEL_DATA_DIR: "/proc/x" });
    expect(faults).toEqual([expect.stringMatching(/^PANEL_DATA_DIR: \/proc can't be written to \(E\w+\)$/)]);
  });

  it("takes a name that is one or two letters from a setting for a misspelt one", () => {
    expect(unknownNames(["PANEL_ULR", "RSTCK_URL", "TRUSTED_PROXY", "STAFF_SECOND_FACTR"])).toEqual({
      near: [
        { name: "PANEL_ULR", known: "PANEL_URL" },
        { name: "RSTCK_URL", known: "RSTACK_URL" },
        { name: "STAFF_SECOND_FACTR", known: "STAFF_SECOND_FACTOR" },
      ],
      unknown: ["TRUSTED_PROXY"],
    });
  });

  it("warns of another name that begins like a setting, and of no other software's", () => {
    const kubernetes = ["PANEL_SERVICE_HOST", "PANEL_PORT_3000_TCP_ADDR", "SMTP_SERVICE_PORT"];
    const others = ["PATH", "HOME", "APP_URL", "SESSION_MANAGER", "PANEL_BUILD_ID", "npm_config_cache"];
    expect(unknownNames(["SMTP_HOST", ...kubernetes, ...others])).toEqual({
      near: [],
      unknown: ["SMTP_HOST"],
    });
  });
});

describe("the check of the build", () => {
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, ".next", name)), { recursive: true });
    fs.writeFileSync(path.join(folder, ".next", name), text);
  };

  beforeEach(() => {
    write("BUILD_ID", "build");
    write(
      "required-server-files.json",
      JSON.stringify({ files: [".next/BUILD_ID", ".next/routes-manifest.json"] }),
    );
    write("routes-manifest.json", "{}");
    write("server/app-paths-manifest.json", JSON.stringify({ "/page": "app/page.js" }));
    write("server/server-reference-manifest.json", "{}");
    write("server/app/page.js", "module.exports = {}");
  });

  it("takes a whole one", () => {
    expect(buildFault(folder)).toEqual([]);
  });

  it.each([
    ["cut off", "server/server-reference-manifest.json", '{"node": {"00ab'],
    ["cut off", "required-server-files.json", '{"files": ['],
    ["empty", "server/app/page.js", ""],
    ["missing", "routes-manifest.json", null],
    ["missing", "server/app/page.js", null],
    ["missing", "server/app-paths-manifest.json", null],
  ])("refuses one with a file that is %s: %s", (_, name, text) => {
    if (text === null) {
      fs.rmSync(path.join(folder, ".next", name));
    } else {
      write(name, text);
    }
    expect(buildFault(folder)).toEqual([
      expect.stringMatching(/^The build is broken \(.+\): run `npm run build` again$/),
    ]);
  });

  it("says that there is none", () => {
    fs.rmSync(path.join(folder, ".next"), { recursive: true });
    expect(buildFault(folder)).toEqual(["There is no build: run `npm run build` first"]);
  });
});
