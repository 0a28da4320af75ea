import { useEffect, useRef } from "react";
import { showToast } from "@/components/ui/overlay/toast";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { signOfHost } from "../host-look";
import { useEndWords } from "./operation-words";

interface EndToastsProps {
  /** Each that ended while one looked, the newest last. */
  ended: readonly { host: HostView; operation: OperationView }[];
  /** Of what somebody else asked for nothing is said. */
  onlyOwn?: boolean;
}

/** Says in a toast what came of each, once. */
export function EndToasts({ ended, onlyOwn }: EndToastsProps) {
  const words = useEndWords();
  const told = useRef(0);
  useEffect(() => {
    for (const { host, operation } of ended.slice(told.current)) {
      // The host's own page says below its head what did not end well; the tray says what came of a batch.
      const id = CSS.escape(host.id);
      const isMeant = operation.byViewer || !onlyOwn;
      const isTold = operation.outcome === "done" ? "" : `article[data-host="${id}"], `;
      if (isMeant && !document.querySelector(`${isTold}[data-batch-host="${id}"]`)) {
        const { title, detail } = words(host.name, operation);
        const sign = operation.outcome === "done" ? signOfHost(host.state, null) : "failed";
        showToast({ sign, text: [title, detail].filter(Boolean).join(" · ") });
      }
    }
    told.current = ended.length;
  });
  return null;
}
