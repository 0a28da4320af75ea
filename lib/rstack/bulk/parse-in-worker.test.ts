import path from "node:path";
import { expect, test, vi } from "vitest";
import { parseHostList } from "./parse-host-list";
import { parseInWorker, parseUsersInWorker } from "./parse-in-worker";
import { parseUserList } from "./parse-user-list";

/** Read twice, as a list is that is looked through before it is written. */
function unpackedTwice(reply: Awaited<ReturnType<typeof parseInWorker>>) {
  if (reply.kind !== "value") {
    throw new Error("not read");
  }
  const { rows } = reply.value;
  const all = [...rows];
  expect([...rows]).toEqual(all);
  expect(rows.length).toBe(all.length);
  return { ...reply, value: { ...reply.value, rows: all } };
}

const rows = Array.from({ length: 3_000 }, (_, n) => ({
  id: String(n + 1),
  userid: String(n % 7),
  bwdate: "1635756349",
  remark: "x".repeat(800),
}));
const bytes = new TextEncoder().encode(JSON.stringify([...rows, { id: "05" }]));
test("a big list read in a thread is the same list", async () => {
  const own = vi.spyOn(JSON, "parse");
  const hosts = await parseInWorker(bytes, "userid");
  const users = await parseUsersInWorker(bytes);
  expect(own.mock.calls.length).toBe(0);
  own.mockRestore();
  expect(unpackedTwice(hosts)).toEqual(parseHostList(bytes, "userid"));
  expect(users).toEqual(parseUserList(bytes));
});

test("where no thread can be started it is read all the same", async () => {
  const file = vi.spyOn(path, "resolve").mockReturnValue("/nowhere/parse-worker.mjs");
  const read = await parseInWorker(bytes, "userid").finally(() => file.mockRestore());
  expect(read).toEqual(parseHostList(bytes, "userid"));
});
