import pino from "pino";
import { expect, it, vi } from "vitest";

const written = vi.hoisted(() => [] as string[]);
vi.mock("../log", async (original) => {
  const real = await original<typeof import("../log")>();
  const write = (line: string) => written.push(line);
  return { ...real, log: pino({ ...real.logOptions(), level: "debug" }, { write }) };
});

import { sendConsoleToLog } from "./console-to-log";

it("makes one JSON line of whatever is printed, with what a stranger sent escaped and cut", () => {
  const before = { ...console };
  const listeners = process.listeners("warning");
  try {
    sendConsoleToLog();
    console.error("⨯ odd origin:", 'evil"\n{"level":"info"}\u001b[31m');
    console.warn("x".repeat(100_000));
    console.error("\u001b[31m⨯\u001b[39m", Object.assign(new Error("broken"), { digest: "12345" }));
    console.log();
  } finally {
    Object.assign(console, before);
    process.removeAllListeners("warning");
    for (const listener of listeners) {
      process.on("warning", listener);
    }
  }
  expect(written.every((line) => line.indexOf("\n") === line.length - 1)).toBe(true);
  expect(written.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: "error", msg: 'odd origin: evil"\n{"level":"info"}' }),
    expect.objectContaining({ level: "warn", msg: "x".repeat(4_000) }),
    expect.objectContaining({
      level: "error",
      err: expect.objectContaining({ message: "broken", digest: "12345" }),
    }),
  ]);
});
