import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { parseHostList } from "./parse-host-list";
import { parseInWorker } from "./parse-in-worker";

test("a big list read in a thread is the same list", async () => {
  const script = new URL("./testing/parse-both-ways.ts", import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script]);
  const { bytes, ...read } = JSON.parse(stdout);
  expect(bytes).toBeGreaterThan(2 * 1024 * 1024);
  expect(read).toEqual({
    hosts: { count: 20_000, equal: true },
    users: { count: 20_001, equal: true },
  });
});

test("where no thread can be started it is read all the same", async () => {
  // Vitest's own process has no loader for TypeScript in threads.
  const bytes = new TextEncoder().encode(`[{"id":"1","remark":"${"x".repeat(3 * 1024 * 1024)}"}]`);
  expect(await parseInWorker(bytes, "userid")).toEqual(parseHostList(bytes, "userid"));
});
