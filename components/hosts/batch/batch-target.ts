import type { FormAction } from "@/components/ui/form/answered";
import type { Granted } from "@/lib/accounts/rights";
import { blockOf } from "@/lib/hosts/blocked-commands";
import type { BatchKind } from "@/lib/operations/batch-kinds";
import type { BlockReason } from "@/lib/operations/block-reasons";
import type { HostState } from "@/lib/operations/host-states";
import type { OperationView } from "@/lib/operations/operation-view";

/** A host that is selected, as the page knows it. */
export interface BatchTarget {
  id: string;
  name: string;
  /** Null: nobody has looked at it yet, so that its turn will show what can be asked. */
  state: HostState | null;
  protected: boolean;
  /** What its owner lets whoever looks do, where they are a guest. */
  guest?: Granted;
  /** In progress, else null. */
  operation: OperationView | null;
}

/** What its answers carry beside a command's: the batch's id. */
export type BatchFormAction = FormAction<{ batch: string }>;

/** Who would be asked, and who is left out with the reason: by the rules of the single command's buttons. */
export function split(kind: BatchKind, targets: readonly BatchTarget[], blocked: BlockReason | null) {
  const judged = targets.map((target) => ({
    target,
    why: blocked ?? whyNot(kind, target),
  }));
  return {
    asked: judged.filter(({ why }) => why === null).map(({ target }) => target),
    skipped: judged.flatMap(({ target, why }) => (why === null ? [] : [{ target, why }])),
  };
}

function whyNot(kind: BatchKind, { operation, ...host }: BatchTarget): BlockReason | null {
  const { state } = host;
  const why = blockOf(kind, { ...host, state: state ?? "unknown" }, operation);
  return state === null && why === "state-unknown" ? null : why;
}
