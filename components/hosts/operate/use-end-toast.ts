import { useEffect, useRef, useState } from "react";
import { showToast } from "@/components/ui/overlay/toast";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { lookOf } from "../host-look";
import { useEndWords } from "./operation-words";

/** Says in a toast what came of an operation that ended while one looked. The function stays the same one. */
export function useEndToast(): (host: HostView, operation: OperationView) => void {
  const words = useEndWords();
  const show = (host: HostView, operation: OperationView) => {
    // The host's own page says it below its head, and stays at it; so does the list of what came of a batch.
    const id = CSS.escape(host.id);
    if (document.querySelector(`article[data-host="${id}"], [data-batch-host="${id}"]`)) {
      return;
    }
    const { title, detail } = words(host.name, operation);
    const look = operation.outcome === "done" ? lookOf(host.state, null) : NOT_DONE;
    showToast({ ...look, text: [title, detail].filter(Boolean).join(" ") });
  };
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  const [stable] = useState(
    () => (host: HostView, operation: OperationView) => latest.current(host, operation),
  );
  return stable;
}

const NOT_DONE = { tone: "alert", shape: "crossed" } as const;
