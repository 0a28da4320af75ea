import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { urlOf } from "@/lib/db/test-server";
import { useTestDatabase } from "@/lib/db/testing";
import { isInProgress } from "@/lib/operations/operation-view";
import { startReconciler } from "@/lib/operations/reconciler";
import { DEFAULT_SECRET, type Simulator, startSimulator } from "@/lib/simulator/start";
import { registerHostVerifications } from "../commands";

const target = useTestDatabase();
const HOSTS = 24;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ fleet: HOSTS, speed: 1_000 });
  Object.assign(process.env, {
    RSTACK_URL: simulator.url,
    RSTACK_SECRET: DEFAULT_SECRET,
    RSTACK_RATE: "2000",
    LIVE_MOTION_SECONDS: "0.1",
    OPERATION_LIMIT_SECONDS: "12",
  });
});

afterAll(() => simulator.close());

it("gives each of two dozen operations a true outcome and one effect at most after kill -9", async () => {
  const ids = (await simulator.control.hosts()).map((host) => host.id);
  for (const id of ids) {
    await simulator.control.setHost(id, { userid: "10001", power: "off", status: "2" });
  }
  await simulator.control.addFault({ kind: "delay", match: { action: "vm_start" }, delayMs: 150 });
  const child = spawn(
    process.execPath,
    [
      "--conditions=react-server",
      "--import",
      "tsx",
      fileURLToPath(new URL("../testing/press-all.ts", import.meta.url)),
      ...ids,
    ],
    { env: { ...process.env, DATABASE_URL: urlOf(target()) }, stdio: ["ignore", "ignore", "inherit"] },
  );
  await vi.waitFor(
    async () => {
      expect((await simulator.control.journal({ action: "vm_start" })).calls.length).toBeGreaterThan(6);
    },
    { timeout: 60_000, interval: 5 },
  );
  child.kill("SIGKILL");
  await once(child, "exit");

  registerHostVerifications();
  const stop = startReconciler();
  const rows = await vi.waitFor(
    async () => {
      const all = await database().select().from(operations);
      expect(all.filter((row) => isInProgress(row.outcome))).toEqual([]);
      return all;
    },
    { timeout: 60_000, interval: 200 },
  );
  stop();

  const { calls, effects } = await simulator.control.journal();
  expect(rows.length).toBeGreaterThan(6);
  for (const row of rows) {
    const sent = calls.filter((call) => call.vmid === row.vmId && call.action === "vm_start").length;
    const done = effects.filter((effect) => effect.vmid === row.vmId).length;
    expect(sent).toBeLessThanOrEqual(1);
    expect({ vmId: row.vmId, outcome: row.outcome }).toEqual({
      vmId: row.vmId,
      outcome: done === 1 ? "done" : row.sentAt ? "unconfirmed" : "not-sent",
    });
  }
}, 120_000);
