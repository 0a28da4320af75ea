import { expect, onTestFinished, test, vi } from "vitest";
import { parseVmId, type VmId } from "./ids";
import { clientFor, wire } from "./testing/wire";

const vmId = parseVmId("5") as VmId;

test("a command's last check runs after it waited for the budget, right before its bytes", async () => {
  const order: string[] = [];
  const { url } = await wire(() => {
    order.push("sent");
    return { body: "0" };
  });
  const budget = { take: async () => void order.push("budget") };
  const { client } = clientFor(url, { budget });
  const beforeSend = async () => order.push("check") > 0;
  expect((await client.power(vmId, "vm_start", { priority: "command", beforeSend })).ok).toBe(true);
  expect(order).toEqual(["budget", "check", "sent"]);
});

test("a command whose last check says no is not sent", async () => {
  const { url, seen } = await wire(() => ({ body: "0" }));
  const { client, calls } = clientFor(url);
  const answer = await client.power(vmId, "vm_start", { priority: "command", beforeSend: async () => false });
  expect(answer).toEqual({ ok: false, fault: { kind: "not-sent", cause: "withdrawn", detail: "" } });
  expect(seen).toEqual([]);
  expect(calls).toMatchObject([{ fault: { cause: "withdrawn" } }]);
});

test("a last check that asks the master is a call of its own, even while the breaker lets one call through", async () => {
  let up = false;
  const { url } = await wire(() => (up ? { body: "0" } : { status: 500, body: "" }));
  const { client } = clientFor(url, { breakAfterFaults: 1, halfOpenAfterMs: 0 });
  const command = { priority: "command" } as const;
  await client.power(vmId, "vm_start", { ...command, beforeSend: async () => true });
  expect(client.health().breaker).toBe("open");
  up = true;
  const beforeSend = async () => (await client.test(command)).ok;
  expect((await client.power(vmId, "vm_start", { ...command, beforeSend })).ok).toBe(true);
});

test("the time of the last check is not taken from the command's own", async () => {
  const { url } = await wire(() => ({ body: "0" }));
  const { client } = clientFor(url);
  const real = performance.now.bind(performance);
  let passedMs = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => real() + passedMs);
  onTestFinished(() => clock.mockRestore());
  const beforeSend = async () => {
    passedMs += 60_000;
    return true;
  };
  expect((await client.power(vmId, "vm_start", { priority: "command", beforeSend })).ok).toBe(true);
});

test("an error in the last check reaches the caller, and nothing is sent", async () => {
  const { url, seen } = await wire(() => ({ body: "0" }));
  const { client } = clientFor(url);
  const beforeSend = async () => {
    throw new Error("no database");
  };
  await expect(client.power(vmId, "vm_start", { priority: "command", beforeSend })).rejects.toThrow(
    "no database",
  );
  expect(seen).toEqual([]);
});
