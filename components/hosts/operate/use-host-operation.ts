import { useActionState, useLayoutEffect } from "react";
import { useAskedInstead } from "@/components/ui/overlay/dialog";
import { blockOf } from "@/lib/hosts/blocked-commands";
import type { HostView } from "@/lib/hosts/host-view";
import type { BlockReason } from "@/lib/operations/block-reasons";
import type { OperationKind } from "@/lib/operations/command-rules";

import { inProgressOf } from "../host-look";
import { useHosts } from "../live/hosts-live";
import { answered, type HostResult } from "../power/use-power";
import { useSheet } from "../sheet-context";

export interface HostOperation {
  host: HostView;
  /** For `<form action>` and `ConfirmDialog`; the form holds `<HostFields>`. */
  submit: (form: FormData) => void;
  /** From the click until the server's answer. */
  pending: boolean;
  /** For `<OperationProblem>` and `<HostFields>`. */
  result: HostResult | null;
  /** Why this kind can't be asked now, a message key of `operations.reason`; null where it can. */
  blocked: (kind: OperationKind) => BlockReason | null;
}

/** Sends commands for the host whose page this is, and puts what they became into what the browser knows of it. */
export function useHostOperation(): HostOperation {
  const { cache, command } = useHosts();
  const { host, blocked } = useSheet();
  // On the server the action itself, so that the form works before hydration; React takes either.
  const [result, submit, pending] = useActionState(
    typeof window === "undefined" ? command : answered(command),
    null,
  );
  const operation = result?.operation;
  useLayoutEffect(() => {
    if (operation) {
      cache.putOperation(host.id, operation);
    }
  }, [cache, host.id, operation]);
  useAskedInstead(result);
  return {
    host,
    submit,
    pending,
    result: pending ? null : result,
    blocked: (kind) =>
      pending ? "operation-in-progress" : (blockOf(kind, host, inProgressOf(host)) ?? blocked ?? null),
  };
}
