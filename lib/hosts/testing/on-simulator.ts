import { eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import type { ActionResult } from "../../action-result";
import { database } from "../../db/connection";
import { refusedHostIds } from "../../db/master-schema";
import { subscribe } from "../../db/notify";
import { hosts, operations } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { flushCalls, master } from "../../master";
import type { OperationRow } from "../../operations/operation-row";
import { isInProgress } from "../../operations/operation-view";
import { readOperation } from "../../operations/read-ledger";
import { startReconciler } from "../../operations/reconciler";
import { perProcess } from "../../per-process";
import { DEFAULT_SECRET, type Simulator, startSimulator } from "../../simulator/start";
import { registerHostVerifications } from "../commands";
import { type OwnedHost, openHost } from "../owned-host";
import { ann } from "./ann";

export async function hostOfAnn(id: string): Promise<OwnedHost> {
  const owned = await openHost(ann, id);
  if (!owned) {
    throw new Error(`host ${id} is not Ann's`);
  }
  return owned;
}

/** Room for a dozen looks. */
const NEAR_LIMIT_MS = 1_200;

/** Guest seconds pass in a millisecond. */
const SPEED = 1_000;

/**
 * For operations from the click to their end: a simulated master, a real database and the reconciler, with short waits.
 * Each test begins with the demo fleet, and ends when nothing goes on any more.
 */
export function useSimulatedHosts(
  /** In place of the short waits. */
  settings: Record<string, string> = {},
): { simulator: () => Simulator } {
  useTestDatabase();
  let simulator: Simulator;
  let stopReconciler: () => void;

  beforeAll(async () => {
    simulator = await startSimulator({ speed: SPEED });
    for (const [name, value] of Object.entries({
      RSTACK_URL: simulator.url,
      RSTACK_SECRET: DEFAULT_SECRET,
      RSTACK_RATE: "2000",
      LIVE_MOTION_SECONDS: "0.05",
      // Far off: what is seen to be done must not hang on the machine's pace. `endedAtLimit` draws it near.
      OPERATION_LIMIT_SECONDS: "30",
      OPERATION_EMPTY_LIST_SECONDS: "0.1",
      DOMAIN_DNS: "off",
      OPERATION_RESTORE_LIMIT_SECONDS: "30",
      ...settings,
    })) {
      vi.stubEnv(name, value);
    }
    registerHostVerifications();
    stopReconciler = startReconciler();
  });
  afterEach(async () => {
    await simulator.control.removeFaults();
    await simulator.control.setClock({ speed: SPEED });
    // Else the next test may still find the master noted as silent.
    await master().test({ priority: "mirror" });
    await flushCalls();
    const rows = await database().update(operations).set({ limitAt: new Date() }).returning();
    await Promise.all(rows.filter((row) => isInProgress(row.outcome)).map((row) => endOf(row.id)));
    // Else the next one's faults would meet the looks after this one's refusals, and open the breaker.
    await database().update(operations).set({ lookAgainAt: null });
    await simulator.control.reset();
    await simulator.control.setClock({ speed: SPEED });
    // Else a host that this test gave away stays refused to Ann, or its row newer than the master's, for the next.
    await database().delete(refusedHostIds);
    // What got no answer isn't asked for again for some seconds.
    perProcess("hosts not confirmed", () => new LRUCache<string, true>({ max: 1 })).clear();
    await database()
      .update(hosts)
      .set({ seenAt: new Date(0) });
  });
  afterAll(async () => {
    stopReconciler();
    await simulator.close();
  });
  return { simulator: () => simulator };
}

/** The row once it ended. */
export const ended = (result: ActionResult): Promise<OperationRow> => endOf(result.operation?.id ?? "");

/** The row of an operation of which nothing is ever seen: once its limit is over, which comes in a second. */
export async function endedAtLimit({ operation }: { operation?: { id: string } }): Promise<OperationRow> {
  const id = operation?.id ?? "";
  const limitAt = new Date(Date.now() + NEAR_LIMIT_MS);
  await database().update(operations).set({ limitAt }).where(eq(operations.id, id));
  return endOf(id);
}

/** By the notices, as a page would hear of it. */
export function endOf(id: string): Promise<OperationRow> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const row = await readOperation(id);
      if (row && !isInProgress(row.outcome)) {
        unsubscribe();
        resolve(row);
      }
    };
    const unsubscribe = subscribe(() => void look().catch(reject));
    look().catch(reject);
  });
}

/** All that was asked of a host, oldest first. */
export const operationsOf = (vmId: string): Promise<OperationRow[]> =>
  database().select().from(operations).where(eq(operations.vmId, vmId)).orderBy(operations.startedAt);
