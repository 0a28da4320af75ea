import { afterAll, beforeAll, expect, it } from "vitest";
import { urlOf } from "@/lib/db/test-server";
import { useTestDatabase } from "@/lib/db/testing";
import { DEFAULT_SECRET, type Simulator, startSimulator } from "@/lib/simulator/start";
import { allSettled, killAmid } from "../testing/kill-amid";

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
  const env = { ...process.env, DATABASE_URL: urlOf(target()) };
  await killAmid(new URL("../testing/press-all.ts", import.meta.url), ids, env, async () => {
    expect((await simulator.control.journal({ action: "vm_start" })).calls.length).toBeGreaterThan(6);
  });
  const rows = await allSettled();

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
