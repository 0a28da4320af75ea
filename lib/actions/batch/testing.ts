import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { createSession, proveSession } from "@/lib/accounts/sessions/sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { type BatchHostView, type BatchView, isBatchOver, progressOf } from "@/lib/hosts/batch/batch-view";
import { readBatch, startBatch } from "@/lib/hosts/batch/batches";
import type { BatchKind } from "@/lib/operations/batch-kinds";
import { startBatches, wakeBatches } from "./run-batches";

export const PATIENCE = { timeout: 20_000, interval: 100 };

/** Somebody who is signed in. */
export async function someone(role: "customer" | "admin" | "support" = "customer", userId = "10001") {
  const made = await createAccount({
    username: crypto.randomUUID(),
    role,
    userId: role === "customer" ? userId : undefined,
  });
  if (!made.ok) throw new Error(made.fault);
  const { accountId: id } = made;
  await database().update(accounts).set({ rstackStatus: "active" }).where(eq(accounts.id, id));
  const { sessionId } = await createSession(
    { id, role },
    { userAgent: null, address: null },
    role === "customer" ? null : new Date(),
  );
  const viewer = await proveSession(sessionId);
  if (!viewer) throw new Error("no session");
  return viewer;
}

export const askAs = (
  viewer: Viewer,
  kind: BatchKind,
  vmIds: readonly (string | undefined)[],
  { formKey = crypto.randomUUID() as string, fields = {} as Record<string, unknown> } = {},
) => startBatch({ viewer, kind, vmIds: vmIds.map(String), fields, formKey });
type Asked = ReturnType<typeof askAs>;

export async function idOf(asked: Asked): Promise<string> {
  const begun = await asked;
  if (!begun.ok) throw new Error(begun.why);
  return begun.id;
}

/** The batch once nothing of it can change any more. */
export const batchOver = (id: string, viewer: Viewer): Promise<BatchView> =>
  vi.waitFor(async () => {
    const batch = await readBatch(viewer, id);
    if (!batch || !isBatchOver(batch)) throw new Error("it goes on");
    return batch;
  }, PATIENCE);

/** Carries it out, and answers with what came of it. */
export async function batchOf(asked: Asked, viewer: Viewer): Promise<BatchView> {
  const stop = startBatches();
  try {
    const id = await idOf(asked);
    wakeBatches();
    return await batchOver(id, viewer);
  } finally {
    stop();
  }
}

export const told = ({ hosts }: BatchView) =>
  Object.fromEntries(
    hosts.map((host: BatchHostView) => [
      host.id,
      [progressOf(host), host.answer?.reason ?? host.answer?.code ?? null],
    ]),
  );
