import "server-only";
import type { z } from "zod";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import type { OperationKind } from "../operations/command-rules";
import type { FormKey } from "../operations/form-key";
import type { OperationRow } from "../operations/operation-row";
import type { Verdict } from "../operations/verifications";
import type { VmId } from "../rstack/ids";
import type { CallPriority } from "../rstack/master-client";
import type { Outcome } from "../rstack/outcome";
import type { OwnedHost } from "./owned-host";
import {
  type HostCommand,
  type Prepared,
  type Ready,
  runCommand,
  type SendCondition,
  type Sending,
} from "./run-command";

type Fields = z.ZodRawShape;
type Input<F extends Fields> = z.output<z.ZodObject<F, z.core.$strict>>;

/** What one person asks of one host: `input` is the parsed form. */
export interface Asked<I> {
  owned: OwnedHost;
  input: I;
  viewer: Viewer;
}

/** `value`: what the later steps work with. `params`: kept in the ledger, without secrets. */
export type Begun<B> =
  | { ok: true; value: B; params?: HostCommand<never>["params"] }
  | Extract<ActionResult, { ok: false }>;

/** Looks once at what the master shows of a sent command, and sends nothing. `now` is the database's clock. */
export type Verify = (vmId: VmId, row: OperationRow, now: Date) => Promise<Verdict>;

interface Definition<F extends Fields, B, P> {
  /** What its form holds beside the host, the kind and the form key. An unknown field is refused. */
  fields: F;
  /** Milliseconds until it ends as unconfirmed; the setting's where absent. */
  limitMs?(): number;
  /** What is checked before a row is opened: what was typed, a rate limit. Absent: `value` is the parsed form. */
  begin?(asked: Asked<Input<F>>): Begun<B> | Promise<Begun<B>>;
  /** Looks up all that the form names, and quotas, in what the master lists for this host now. */
  prepare(ready: Ready, begun: B): Promise<Prepared<P>>;
  /** The one call. It passes `sending.options` on: they prove the owner once more. */
  send(sending: Sending, prepared: P, begun: B): Promise<Outcome<unknown>>;
  /** What must hold in the statement that marks it as sent. */
  sendIf?(begun: B): SendCondition;
  /** What the answer told beyond `0`, such as a snapshot's name. */
  onAccepted?: HostCommand<P>["onAccepted"];
  /** What follows the master's answer before the person gets theirs. */
  finish?(result: ActionResult, begun: B, asked: Asked<Input<F>>): Promise<ActionResult>;
  /** What shows that it happened. */
  verify: Verify;
  /** Its answer carries a secret: it is taken from a script alone, since a form's result is drawn into HTML. */
  byScript?: true;
}

/** One kind of command on a host: its form, how it is carried out, and what shows that it happened. */
export interface Command<K extends OperationKind = OperationKind, F extends Fields = Fields> {
  kind: K;
  fields: F;
  byScript: boolean;
  verify: Verify;
  /** Carries it out. `viewer.locale` is the language of the page, and so of RStack's words. */
  run(
    owned: OwnedHost,
    input: Input<F>,
    formKey: FormKey,
    viewer: Viewer,
    /** Of its calls; a person's click by default. */
    priority?: CallPriority,
  ): Promise<ActionResult>;
}

/** Makes the one definition of a kind. The registries (`commands.ts`) hold exactly one of each. */
export function defineCommand<K extends OperationKind, F extends Fields, P, B = Input<F>>(
  kind: K,
  definition: Definition<F, B, P>,
): Command<K, F> {
  const { fields, verify, byScript = false } = definition;
  return {
    kind,
    fields,
    byScript,
    verify,
    async run(owned, input, formKey, viewer, priority) {
      const asked = { owned, input, viewer };
      // Without a `begin`, B is the parsed form.
      const begun: Begun<B> = (await definition.begin?.(asked)) ?? { ok: true, value: input as unknown as B };
      if (!begun.ok) {
        return begun;
      }
      const { value, params } = begun;
      const result = await runCommand<P>(
        owned,
        {
          kind,
          params,
          limitMs: definition.limitMs?.(),
          prepare: (ready) => definition.prepare(ready, value),
          send: (sending, prepared) => definition.send(sending, prepared, value),
          sendIf: definition.sendIf?.(value),
          onAccepted: definition.onAccepted,
        },
        formKey,
        viewer,
        priority,
      );
      return definition.finish ? definition.finish(result, value, asked) : result;
    },
  };
}
