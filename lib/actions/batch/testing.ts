import { vi } from "vitest";
import type { Role, Viewer } from "@/lib/accounts/sessions/viewer";
import { newViewer } from "@/lib/accounts/testing/new-account";
import { type BatchHostView, type BatchView, isBatchOver, progressOf } from "@/lib/hosts/batch/batch-view";
import { readBatch, startBatch } from "@/lib/hosts/batch/batches";
import type { BatchKind } from "@/lib/operations/batch-kinds";
import { startBatches, wakeBatches } from "./run-batches";

export const PATIENCE = { timeout: 20_000, interval: 100 };

/** Somebody who is signed in. */
export const someone = (role: Role = "customer", userId?: string) =>
  newViewer(role, userId === undefined ? {} : { userId });

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
