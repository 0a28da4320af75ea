import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { hideInLogs, logOptions, quietenLog } from "./log";
import { runInRequest } from "./request-context";

function lineOf(write: (log: pino.Logger) => void): string {
  let written = "";
  const to = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  write(pino({ ...logOptions(), level: "debug" }, to));
  return written;
}

const CANARY = "canary-8d1f0c";

describe("a log line", () => {
  it.each([
    "password",
    "rstackSecret",
    "api_sign",
    "sessionToken",
    "cookie",
    "sidHash",
    "Authorization",
    "vmpass",
    "newPassword",
    "password1",
    "vnctoken",
    "totpCode",
    "sealed",
  ])("never holds the value of %s, at any depth", (key) => {
    const line = lineOf((log) => log.info({ [key]: CANARY, a: [{ b: { [key]: CANARY } }] }, "said"));
    expect(line).not.toContain(CANARY);
    expect(line).toContain("said");
  });

  it("keeps ids and numbers", () => {
    expect(lineOf((log) => log.info({ vmId: "20001", osid: "7", waitMs: 5 }, "x"))).toMatch(
      /"vmId":"20001","osid":"7","waitMs":5/,
    );
  });

  it("shows a failed query without its parameters, in message, stack and cause", () => {
    const failed = new Error(`Failed query: select $1\nparams: 1,\n${CANARY},2`);
    const line = lineOf((log) => log.error({ err: new Error("outer", { cause: failed }) }, "failed"));
    expect(line).not.toContain(CANARY);
    expect(line).toContain("Failed query: select $1");
  });

  it("says a failed query once, cut at 300 characters, however long it is", () => {
    const statement = `select ${"x".repeat(2_000)}`;
    const failed = new Error(`Failed query: ${statement}\nparams: ${CANARY}`, { cause: new Error("no") });
    const line = lineOf((log) => log.error({ err: failed }, "failed"));
    expect(line.match(/select x/g)).toHaveLength(1);
    expect(line).toContain(`${statement.slice(0, 300)}…`);
    expect(line).not.toContain("x".repeat(300));
    expect(JSON.parse(line).err.stack).toMatch(/^ {4}at .*log\.test/);
  });

  it("has the settings' secrets struck out wherever they stand", () => {
    hideInLogs(['se"cret-value']);
    const line = lineOf((log) => log.warn({ url: 'x?k=se"cret-value' }, 'got se"cret-value'));
    expect(line).not.toMatch(/cret-value/);
    expect(JSON.parse(line).msg).toBe("got [redacted]");
  });
});

describe("while the database is known to be silent or full", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const query = new Error("Failed query: select 1", { cause: refused });
  const full = new Error("Failed query: insert", {
    cause: Object.assign(new Error("no room"), { code: "53100" }),
  });
  const lineFor = (err: Error) => JSON.parse(lineOf((log) => log.warn({ err }, "could not be read")));
  const levelOf = (err: Error) => lineFor(err).level;

  afterEach(() => {
    quietenLog("silent", false);
    quietenLog("cannot write", false);
    vi.restoreAllMocks();
  });

  it.each([
    ["a query without a server", query],
    [
      "a connection for a transaction",
      Object.assign(new Error("refused"), {
        code: "ECONNREFUSED",
        stack: "Error\n at /x/pg-pool/index.js:45",
      }),
    ],
    ["a query that was cut off", new Error("Failed query", { cause: new Error("Connection terminated") })],
    ["a pool without a connection", new Error("timeout exceeded when trying to connect")],
    ["a server that stops", Object.assign(new Error("terminating connection"), { code: "57P01" })],
  ])("the log says it no more: %s", (_, err) => {
    expect(levelOf(err)).toBe("warn");
    quietenLog("silent", true);
    expect(levelOf(err)).toBe("debug");
    expect(levelOf(full)).toBe("warn");
  });

  it("a statement that could not write is said no more, either", () => {
    quietenLog("cannot write", true);
    expect(levelOf(full)).toBe("debug");
    expect(levelOf(query)).toBe("warn");
  });

  it("what is about something else is said as before", () => {
    quietenLog("silent", true);
    expect(levelOf(refused)).toBe("warn");
    expect(levelOf(new Error("Failed query", { cause: new Error("no such table") }))).toBe("warn");
  });

  it("one line a minute stands for all that were alike, a request's own among them", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(0);
    quietenLog("silent", true);
    const context = { requestId: "0123456789abcdef", address: null, peer: null, release: [] };
    expect([1, 2].map(() => runInRequest(context, () => levelOf(query)))).toEqual(["debug", "debug"]);
    now.mockReturnValue(60_000);
    expect(lineFor(query)).toMatchObject({ level: "warn", alike: 3 });
    expect(levelOf(query)).toBe("debug");
  });
});

describe("a stack of the build", () => {
  const folder = path.resolve(".next/server/log-test");
  const stackOf = (stack: string) => {
    const err = new Error("no");
    err.stack = stack;
    return JSON.parse(lineOf((log) => log.error({ err }, "failed"))).err.stack;
  };
  // Its one segment: line 1, column 1 of the build is line 3, column 5 of the source.
  const map = { version: 3, sources: ["lib/hosts/host.ts"], names: [], mappings: "AAEI" };

  let now = 1e9;
  beforeEach(() => {
    mkdirSync(folder, { recursive: true });
    now += 60_000;
    vi.spyOn(performance, "now").mockImplementation(() => now);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });

  it("names the lines of the sources, and reads one map at a time", () => {
    const [one, other] = [path.join(folder, "one.js"), path.join(folder, "other.js")];
    for (const file of [one, other]) writeFileSync(`${file}.map`, JSON.stringify(map));
    const stack = (place: string) =>
      `Error: no ${one}:1:20\n    at a (${place})\n    at b (file://${other}:1:20)`;
    expect(stackOf(stack(`${one}:1:20`))).toBe(stack("lib/hosts/host.ts:3:5"));
  });

  it("reads no map of another folder", () => {
    const outside = path.resolve(".next/log-test.js");
    writeFileSync(`${outside}.map`, JSON.stringify(map));
    const stack = `Error: no\n    at a (${folder}/../../log-test.js:1:20)`;
    expect(stackOf(stack)).toBe(stack);
    rmSync(`${outside}.map`);
  });
});
