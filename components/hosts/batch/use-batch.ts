import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { type BatchView, isBatchOver, progressOf } from "@/lib/hosts/batch/batch-view";
import { useHosts } from "../live/hosts-live";

const EACH_MS = 1_500;
const AFTER_FAULT_MS = 5_000;
/** Signed out, or no batch of theirs: it isn't asked for again. */
const GONE = [401, 403, 404];

/** A batch as it goes on, read until nothing of it can change any more. Its operations go into what the page knows. */
export function useBatch(id: string | null): BatchView | null {
  const { cache } = useHosts();
  const { data } = useQuery({
    queryKey: ["batch", id],
    enabled: id !== null,
    queryFn: () => readBatch(id ?? ""),
    refetchInterval: ({ state: { data: told, error } }) =>
      error ? AFTER_FAULT_MS : told && told !== "gone" && !isBatchOver(told) && EACH_MS,
  });
  const batch = data === undefined || data === "gone" ? null : data;
  useLayoutEffect(() => {
    for (const { id: vmId, operation } of batch?.hosts ?? []) {
      if (operation) {
        cache.putOperation(vmId, operation);
      }
    }
  }, [batch, cache]);
  return batch;
}

async function readBatch(id: string): Promise<BatchView | "gone"> {
  const answer = await fetch(`/api/batches/${id}`);
  if (GONE.includes(answer.status)) {
    return "gone";
  }
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return await answer.json();
}

/**
 * What came of it so far, in hosts; of `unconfirmed` nobody can tell whether it happened. Where none is done: `how` is
 * `none` if nothing happened for sure, else `unsure`.
 */
export function summaryOf(batch: BatchView | null): {
  how: "going" | "some" | "none" | "unsure";
  done: number;
  unconfirmed: number;
} {
  const all = batch?.hosts.map((host) => ({ progress: progressOf(host), of: host.operation?.outcome })) ?? [];
  const done = all.filter(({ progress }) => progress === "done").length;
  const unconfirmed = all.filter(({ of }) => of === "unconfirmed").length;
  const isOver = batch && all.every(({ progress }) => progress !== "waiting" && progress !== "going");
  const isNone = all.every(({ progress, of }) => progress === "not-sent" || of === "refused");
  return { how: !isOver ? "going" : done > 0 ? "some" : isNone ? "none" : "unsure", done, unconfirmed };
}
