import { type FormEvent, useLayoutEffect, useState } from "react";
import { type FormAnswer, useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import type { ActionResult } from "@/lib/action-result";
import { type Possible, possibleFor } from "@/lib/hosts/blocked-commands";
import type { HandOff } from "@/lib/hosts/console/console-view";
import type { HostView } from "@/lib/hosts/host-view";
import type { TxtRecord } from "@/lib/hosts/network/network-view";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { type OperationKind, POWER_KINDS } from "@/lib/operations/command-rules";
import type { OperationView } from "@/lib/operations/operation-view";
import { inProgressOf } from "../host-look";
import { useHosts } from "../live/hosts-live";

/** The one server action for commands on a host, made by `hostCommand`. */
export type HostFormAction = FormAction<HostTold>;
/** What commands on a host tell beyond their operation. */
type HostTold = {
  /** For Open console: what the browser sends to the node. No page may keep it as form state: it would be in its HTML. */
  handOff: HandOff;
  /** For a refusal for `domain-proof`: the record that proves the name. */
  txtRecord: TxtRecord;
};
export type HostResult = ActionResult<HostTold>;
export type PowerResult = HostResult | null;

/** What `AnswerForm` and `ConfirmDialog` need to ask one command of a host; each asking counts once. */
export type CommandForm = (
  kind: OperationKind,
  fields?: Record<string, string>,
) => { answer: FormAnswer<HostTold>; seed: string; hidden: Record<string, string>; quiet: true };

export const commandForm =
  (answer: FormAnswer<HostTold>, seed: string, vmId: string): CommandForm =>
  (kind, fields) => ({ answer, seed, hidden: { vmid: vmId, kind, ...fields }, quiet: true });

/** What keeps every power key of a page flat, whatever the host's state. */
export type Blocked = Extract<BlockReason, "master-down" | "read-only"> | null;

export interface PowerControls {
  /** For the form of one command. */
  form: CommandForm;
  /** Stands on an element around all of the host's power forms: a click shows at once, before the server has it. */
  onSubmit: (event: FormEvent<HTMLElement>) => void;
  result: PowerResult;
  inProgress: OperationView | null;
  possible: Possible;
  blocked: Blocked;
}

/** Power of one host: sends, shows at the click that it was taken, and puts the server's truth in its place. */
export function usePower(host: HostView, blocked: Blocked): PowerControls {
  const { command, cache, seed } = useHosts();
  const answer = useAnswer(command);
  const { result, pending } = answer;
  const [sent, setSent] = useState<OperationView | null>(null);
  const operation = result?.operation;
  useLayoutEffect(() => {
    if (operation) {
      cache.putOperation(host.id, operation);
    }
  }, [cache, host.id, operation]);
  const onSubmit = (event: FormEvent<HTMLElement>) => {
    const kind = event.target instanceof HTMLFormElement ? new FormData(event.target).get("kind") : null;
    const known = POWER_KINDS.find((one) => one === kind);
    setSent(known ? justSent(known) : null);
  };
  const inProgress = pending && sent ? sent : inProgressOf(host);
  const possible = possibleNow(host, pending ? sent : null, blocked);
  const form = commandForm(answer, seed, host.id);
  return { form, onSubmit, result: pending ? null : result, inProgress, possible, blocked };
}

function possibleNow(host: HostView, sent: OperationView | null, blocked: Blocked): Possible {
  const possible = sent ? possibleFor(host, sent) : host.possible;
  if (!blocked) {
    return possible;
  }
  const all = POWER_KINDS.map((kind) => [kind, possible[kind] ?? blocked]);
  return Object.fromEntries(all) as Possible;
}

export const justSent = (kind: OperationKind): OperationView => ({
  id: "sent",
  kind,
  outcome: "open",
  subject: null,
  subjectAt: null,
  startedAt: new Date().toISOString(),
  acceptedAt: null,
  endedAt: null,
  actorName: null,
  byViewer: true,
  notReacting: false,
  refusal: null,
  notSentCause: null,
  steps: [],
});
