import { useLayoutEffect } from "react";
import { useAnswer } from "@/components/ui/form/answer";
import { blockOf } from "@/lib/hosts/blocked-commands";
import type { HostView } from "@/lib/hosts/host-view";
import type { BlockReason } from "@/lib/operations/block-reasons";
import type { OperationKind } from "@/lib/operations/command-rules";

import { inProgressOf } from "../host-look";
import { useHosts } from "../live/hosts-live";
import { type CommandForm, commandForm, type HostResult } from "../power/use-power";
import { useSheet } from "../sheet-context";

export interface HostOperation {
  host: HostView;
  /** For `AnswerForm` and `ConfirmDialog`. */
  form: CommandForm;
  /** From the click until the server's answer. */
  pending: boolean;
  /** For `<OperationProblem>`. */
  result: HostResult | null;
  /** Why this kind can't be asked now, a message key of `operations.reason`; null where it can. */
  blocked: (kind: OperationKind) => BlockReason | null;
}

/** Sends commands for the host whose page this is, and puts what they became into what the browser knows of it. */
export function useHostOperation(): HostOperation {
  const { cache, command, seed } = useHosts();
  const { host, blocked } = useSheet();
  const answer = useAnswer(command);
  const { result, pending } = answer;
  const operation = result?.operation;
  useLayoutEffect(() => {
    if (operation) {
      cache.putOperation(host.id, operation);
    }
  }, [cache, host.id, operation]);
  return {
    host,
    form: commandForm(answer, seed, host.id),
    pending,
    result: pending ? null : result,
    blocked: (kind) =>
      pending ? "operation-in-progress" : (blockOf(kind, host, inProgressOf(host)) ?? blocked ?? null),
  };
}
