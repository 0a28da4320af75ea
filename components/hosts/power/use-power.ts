import { type FormEvent, useActionState, useLayoutEffect, useState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { isOutdated, limitIn } from "@/components/ui/form/limited-action";
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

/** What keeps every power key of a page flat, whatever the host's state. */
export type Blocked = Extract<BlockReason, "master-down" | "read-only"> | null;

export interface PowerControls {
  submit: (form: FormData) => void;
  /** Stands on an element around all of the host's power forms: a click shows at once, before the server has it. */
  onSubmit: (event: FormEvent<HTMLElement>) => void;
  result: PowerResult;
  inProgress: OperationView | null;
  possible: Possible;
  blocked: Blocked;
}

/** Power of one host: sends, shows at the click that it was taken, and puts the server's truth in its place. */
export function usePower(host: HostView, blocked: Blocked): PowerControls {
  const { command, cache } = useHosts();
  // On the server the action itself, so that the form works before hydration; React takes either.
  const [result, submit, pending] = useActionState(
    typeof window === "undefined" ? command : answered(command),
    null,
  );
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
  return { submit, onSubmit, result: pending ? null : result, inProgress, possible, blocked };
}

function possibleNow(host: HostView, sent: OperationView | null, blocked: Blocked): Possible {
  const possible = sent ? possibleFor(host, sent) : host.possible;
  if (!blocked) {
    return possible;
  }
  const all = POWER_KINDS.map((kind) => [kind, possible[kind] ?? blocked]);
  return Object.fromEntries(all) as Possible;
}

/** On a connection that died without a word an answer may never come; a proxy gives the panel a minute. */
const ANSWER_MS = 65_000;
/** Next sends one after the other: what is pressed behind one that hangs would leave at some later time. */
let hangs = false;

/**
 * A lost connection must not throw the page away, nor let what is pressed later leave at some time of its own: the `reason` is
 * "lost" where no answer came back, so that nobody can say whether the panel got it, and "unsent" where it didn't leave. React
 * shows either once the browser has given up the request, too: Next's own wait for it is part of the same transition.
 */
export const answered =
  <Told extends object>(action: FormAction<Told>): FormAction<Told> =>
  async (previous, form) => {
    const reason = hangs ? "unsent" : "lost";
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      if (!hangs) {
        return await Promise.race([
          action(previous, form).finally(() => {
            clearTimeout(timer);
            hangs = false;
          }),
          new Promise<never>((_, reject) => {
            timer = setTimeout(() => {
              hangs = true;
              reject();
            }, ANSWER_MS);
          }),
        ]);
      }
    } catch (error) {
      if (isOfNext(error)) {
        throw error;
      }
      const limit = limitIn(error);
      if (limit) {
        return limit as ActionResult<Told>;
      }
      if (isOutdated(error)) {
        return { ok: false, code: "internal", reason: "outdated" } as ActionResult<Told>;
      }
    }
    return { ok: false, code: "internal", reason } as ActionResult<Told>;
  };

/** Redirects travel as errors, which Next must see. */
const isOfNext = (error: unknown): boolean =>
  error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_");

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
