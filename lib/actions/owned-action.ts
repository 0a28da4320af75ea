import "server-only";
import { z } from "zod";
import type { GuestAct } from "../accounts/rights";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import type { OwnedHost } from "../hosts/owned-host";
import { markAudits } from "./action-kind";
import { type Audited, runAudited } from "./audited";
import { hostOfViewer, vmidField } from "./host-of-viewer";
import { asPanelAction, type Fields, type Input, type PanelAction, signedInClient, strict } from "./pipeline";

const hostField = { vmid: vmidField };
const HostForm = z.object(hostField);

type At<F extends Fields> = { owned: OwnedHost; input: Input<F>; viewer: Viewer };

/**
 * For what the panel itself keeps about one host of the person who asks (a name, a note): no command to the master, so
 * no row of the ledger. Its form sends `vmid` beside `fields`. `run` writes to `owned.tenancyId` and nowhere else.
 */
export function ownedAction<F extends Fields, P = undefined>(spec: {
  name: string;
  fields: F;
  /** What a guest's right has to include, so that it is for guests, too; without it, for owners and staff alone. */
  guests?: readonly GuestAct[];
  /** What is looked up, and refused by a `Refusal`, before there is anything to write down. */
  prepare?: (at: At<F>) => P | Promise<P>;
  /** Of the host and its owner, which need not be named. */
  audit: Audited<At<F> & { prepared: P }>;
  run: (at: At<F> & { prepared: P }) => Promise<ActionResult>;
}): PanelAction {
  const { audit } = spec;
  const ofHost: typeof audit = audit && {
    ...audit,
    event: async (at) => {
      const event = await audit.event(at);
      return event && { userId: at.owned.owner, vmId: at.owned.vmId, ...event };
    },
  };
  const run = signedInClient
    .metadata({ name: spec.name })
    .inputSchema(strict({ ...spec.fields, ...hostField }))
    .useValidated(async ({ next, ctx, parsedInput }) =>
      next({ ctx: { owned: await hostOfViewer(ctx.viewer, HostForm.parse(parsedInput).vmid, spec.guests) } }),
    )
    .action(async ({ parsedInput, ctx: { owned, viewer } }) => {
      const asked = { owned, input: parsedInput as Input<F>, viewer };
      const at = { ...asked, prepared: (await spec.prepare?.(asked)) as P };
      // What a guest does is named, also where the owner's own deed isn't.
      const named = ofHost && owned.guest ? ({ ...ofHost, by: "everybody" } as const) : ofHost;
      return runAudited(named, at, () => spec.run(at));
    });
  return markAudits(asPanelAction(spec.name, "owned", run), audit?.by ?? "nobody");
}
