import { useEffect, useState } from "react";
import { type BatchView, isBatchOver, progressOf } from "@/lib/hosts/batch/batch-view";
import { useHosts } from "../live/hosts-live";

const EACH_MS = 1_500;
const AFTER_FAULT_MS = 5_000;
/** Signed out, or no batch of theirs: it isn't asked for again. */
const GONE = [401, 403, 404];

/** A batch as it goes on, read until nothing of it can change any more. Its operations go into what the page knows. */
export function useBatch(id: string | null): BatchView | null {
  const { cache } = useHosts();
  const [batch, setBatch] = useState<BatchView | null>(null);
  useEffect(() => {
    if (id === null) {
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const read = async () => {
      const told = await readBatch(id);
      if (stopped || told === "gone") {
        return;
      }
      if (told) {
        setBatch(told);
        for (const { id: vmId, operation } of told.hosts) {
          if (operation) {
            cache.putOperation(vmId, operation);
          }
        }
      }
      if (!told || !isBatchOver(told)) {
        timer = setTimeout(read, told ? EACH_MS : AFTER_FAULT_MS);
      }
    };
    void read();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id, cache]);
  return batch?.id === id ? batch : null;
}

async function readBatch(id: string): Promise<BatchView | "gone" | null> {
  try {
    const answer = await fetch(`/api/batches/${id}`);
    if (GONE.includes(answer.status)) {
      return "gone";
    }
    return answer.ok ? ((await answer.json()) as BatchView) : null;
  } catch {
    return null;
  }
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
