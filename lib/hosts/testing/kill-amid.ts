import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import type { OperationRow } from "@/lib/operations/operation-row";
import { isInProgress } from "@/lib/operations/operation-view";
import { startReconciler } from "@/lib/operations/reconciler";
import { registerHostVerifications } from "../commands";

/** Runs a script as a process of its own and kills it once `isAmid` resolves. */
export async function killAmid(
  script: URL,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  isAmid: () => Promise<void>,
): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", fileURLToPath(script), ...args],
    { env, stdio: ["ignore", "ignore", "inherit"] },
  );
  await vi.waitFor(isAmid, { timeout: 120_000, interval: 5 });
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** As the next process does: every operation's row once none is in progress. */
export async function allSettled(start: () => () => void = () => () => {}): Promise<OperationRow[]> {
  registerHostVerifications();
  const stops = [startReconciler(), start()];
  try {
    return await vi.waitFor(
      async () => {
        const all = await database().select().from(operations);
        if (all.some((row) => isInProgress(row.outcome))) throw new Error("some are in progress");
        return all;
      },
      { timeout: 90_000, interval: 200 },
    );
  } finally {
    for (const stop of stops) stop();
  }
}
