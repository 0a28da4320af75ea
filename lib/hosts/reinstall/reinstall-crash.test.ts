import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { pendingPasswords } from "@/lib/db/host-schema";
import { urlOf } from "@/lib/db/test-server";
import { useTestDatabase } from "@/lib/db/testing";
import { DEFAULT_SECRET, type Simulator, startSimulator } from "@/lib/simulator/start";
import { allSettled, killAmid } from "../testing/kill-amid";
import { setWaiting, startPasswordSetter } from "./set-password";

const target = useTestDatabase();
const HOSTS = 20;
const PASSWORD = "kF7mq-Wd2xP-9sTbR";
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ fleet: HOSTS, speed: 200 });
  for (const [name, value] of Object.entries({
    RSTACK_URL: simulator.url,
    RSTACK_SECRET: DEFAULT_SECRET,
    RSTACK_RATE: "2000",
    LIVE_MOTION_SECONDS: "0.1",
    OPERATION_LIMIT_SECONDS: "6",
  })) {
    vi.stubEnv(name, value);
  }
});
afterAll(() => simulator.close());

/** Long to try: `npm run drills -- crashes`. What a crash leaves of other commands is in `power-crash.test.ts`. */
const inDrill = it.runIf(process.env.DRILL === "crashes");

inDrill(
  "reinstalls each host once, sets no password twice, and tells true outcomes after kill -9",
  async () => {
    const ids = (await simulator.control.hosts()).map((host) => host.id);
    for (const id of ids) {
      await simulator.control.setHost(id, { userid: "10001", power: "running", status: "2" });
    }
    await simulator.control.addFault({ kind: "delay", match: { action: "vm_resetps" }, delayMs: 200 });
    const script = new URL("./testing/reinstall-all.ts", import.meta.url);
    const env = { ...process.env, DATABASE_URL: urlOf(target()) };
    await killAmid(script, ["12", PASSWORD, ...ids], env, async () => {
      expect((await simulator.control.journal({ action: "vm_resetps" })).calls.length).toBeGreaterThan(3);
    });
    const rows = await allSettled(startPasswordSetter);
    await setWaiting();
    expect(await database().select().from(pendingPasswords)).toEqual([]);

    const { calls, effects } = await simulator.control.journal();
    const count = (list: { vmid: string | null }[], vmId: string) =>
      list.filter(({ vmid }) => vmid === vmId).length;
    for (const row of rows) {
      const sent = (action: string) =>
        count(
          calls.filter((call) => call.action === action),
          row.vmId,
        );
      const effect = (kind: string) =>
        count(
          effects.filter((one) => one.kind === kind),
          row.vmId,
        );
      expect(sent("vm_reload")).toBeLessThanOrEqual(1);
      expect(sent("vm_resetps")).toBeLessThanOrEqual(1);
      const said = (row.evidence as { password?: string } | null)?.password;
      if (row.outcome === "done") {
        expect(effect("reinstall")).toBe(1);
        // Not told where it was taken and the panel was killed before it went out; never the other way round.
        expect(said === "set" ? effect("reset-password") : 1).toBe(1);
        expect(effect("reset-password") === 1 ? said : "set").toBe("set");
      }
    }
    const done = rows.filter(({ outcome }) => outcome === "done");
    expect(done.length).toBeGreaterThan(3);
  },
  300_000,
);
