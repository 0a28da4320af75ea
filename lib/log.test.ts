import { Writable } from "node:stream";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { hideInLogs, logOptions } from "./log";

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

  it("has the settings' secrets struck out wherever they stand", () => {
    hideInLogs(['se"cret-value']);
    const line = lineOf((log) => log.warn({ url: 'x?k=se"cret-value' }, 'got se"cret-value'));
    expect(line).not.toMatch(/cret-value/);
    expect(JSON.parse(line).msg).toBe("got [redacted]");
  });
});
