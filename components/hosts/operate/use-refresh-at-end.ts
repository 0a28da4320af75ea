import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { HostView } from "@/lib/hosts/host-view";
import { isInProgress, isPower } from "@/lib/operations/operation-view";

/** What an operation made or took away stands in lists that the server drew: when one ends, they are drawn again. */
export function useRefreshAtEnd({ operation }: HostView): void {
  const { refresh } = useRouter();
  const ended =
    operation && !isPower(operation.kind) && !isInProgress(operation.outcome) ? operation.id : null;
  const known = useRef(ended);
  useEffect(() => {
    if (ended !== null && ended !== known.current) {
      refresh();
    }
    known.current = ended;
  }, [ended, refresh]);
}
