import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "@/lib/config";
import { databaseCallBudget } from "@/lib/db/call-budget";
import { database } from "@/lib/db/connection";
import { perProcess } from "@/lib/per-process";
import { currentRequest } from "@/lib/request-context";
import { createMasterClient } from "@/lib/rstack/client";
import type { MasterClient } from "@/lib/rstack/master-client";
import { CallRecorder } from "./master-call-log";
import { writeSummary } from "./master-profile";

/** The one client of a process, with the budget of all instances, and its calls recorded. */
export function master(): MasterClient {
  return perProcess("master", () => {
    const { rstack } = config();
    const recorder = callRecorder();
    const client = createMasterClient({
      ...rstack,
      budget: databaseCallBudget(database, rstack.callsPerSecond),
      language: () => currentRequest()?.language,
      onCall: recorder.record,
    });
    return {
      ...client,
      async close() {
        await client.close();
        await recorder.flush();
      },
    };
  });
}

/** Writes what was recorded and not yet written; for the shutdown and for tests. Never rejects. */
export const flushCalls = (): Promise<void> => callRecorder().flush();

const callRecorder = (): CallRecorder =>
  perProcess("call-recorder", () => {
    const instance = randomUUID();
    return new CallRecorder((summary) => writeSummary(database(), instance, summary));
  });
