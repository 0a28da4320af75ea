import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { showToast } from "@/components/ui/overlay/toast";
import { blockOf } from "@/lib/hosts/blocked-commands";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { signOfHost } from "../host-look";
import type { HostCache } from "../live/host-cache";
import type { HostFormAction, HostResult } from "../power/use-power";
import { useEndWords } from "./operation-words";
import { BareUndoKey, useTellOfUndo } from "./undo-key";

interface EndToastsProps {
  /** Each that ended while one looked, the newest last. */
  ended: readonly { host: HostView; operation: OperationView }[];
  /** Of what somebody else asked for nothing is said. */
  onlyOwn?: boolean;
  /** For what can be undone. */
  command: HostFormAction;
  seed: string;
  cache: HostCache;
}

/** Says in a toast what came of each, once. */
export function EndToasts({ ended, onlyOwn, command, seed, cache }: EndToastsProps) {
  const words = useEndWords();
  const undo = useTranslations("words")("undo");
  const tell = useTellOfUndo();
  const told = useRef(0);
  const noteAnswer = (host: HostView) => (result: HostResult) => {
    tell(host.name, result);
    if (result.operation) {
      cache.putOperation(host.id, result.operation);
    }
  };
  useEffect(() => {
    for (const { host, operation } of ended.slice(told.current)) {
      // The host's own page says below its head what did not end well; the tray says what came of a batch.
      const id = CSS.escape(host.id);
      const isMeant = operation.byViewer || !onlyOwn;
      const isTold = operation.outcome === "done" ? "" : `article[data-host="${id}"], `;
      if (isMeant && !document.querySelector(`${isTold}[data-batch-host="${id}"]`)) {
        const { title, detail } = words(host.name, operation);
        const sign = operation.outcome === "done" ? signOfHost(host.state, null) : "failed";
        const mayUndo = operation.undo && blockOf(operation.undo.kind, host, null) === null;
        showToast({
          ...{ sign, text: [title, detail].filter(Boolean).join(" · ") },
          action: mayUndo ? (
            <BareUndoKey {...{ host, operation, command, seed, label: undo }} onAnswer={noteAnswer(host)} />
          ) : undefined,
        });
      }
    }
    told.current = ended.length;
  });
  return null;
}
