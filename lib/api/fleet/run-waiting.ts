import "server-only";
import { z } from "zod";
import { tokenOfRow } from "../../accounts/tokens/prove-token";
import { covers } from "../../accounts/tokens/token-scopes";
import type { ActionResult } from "../../action-result";
import { writeDown } from "../../actions/pipeline";
import { startTurns } from "../../actions/take-turns";
import { servicesOf } from "../../fleet/orders/services";
import { findHost } from "../../hosts/owned-host";
import {
  claimWaiting,
  endWaiting,
  renewWaiting,
  type UnsentEnding,
  type WaitingRow,
  waitOn,
} from "../../operations/waiting";
import { PROVIDER_OFFER } from "../offers";

/** Sends what waits for its host when its turn comes, in each instance. Returns how to stop: what was begun is still seen through. */
export const startWaiting = (): (() => void) =>
  startTurns<WaitingRow>({
    names: ["a waiting operation", "waiting operations"],
    claim: claimWaiting,
    renew: ({ id }) => renewWaiting(id),
    askerOf: ({ accountId, tokenId, vmId: host, language, address }) => ({
      ...{ account: accountId ?? undefined, session: tokenId ?? undefined, program: tokenId ?? undefined },
      ...{ host, address, language: language === "zh-CN" ? "zh-CN" : "en" },
    }),
    take: takeWaiting,
  }).stop;

const Waited = z.object({ asked: z.record(z.string(), z.unknown()) });

/** Exported for tests. */
export async function takeWaiting(row: WaitingRow): Promise<void> {
  const isOver = row.limitAt !== null && row.limitAt.getTime() <= Date.now();
  const ending = isOver ? unsent("still-busy") : await sent(row);
  await (ending === "busy" ? waitOn(row.id) : endWaiting(row.id, ending));
}

const unsent = (notSentCause: string): UnsentEnding => ({ outcome: "not-sent", notSentCause });

/**
 * As the token would ask for it now: its life, its scope, the host's owner, the shop's reference and what the host is already are
 * looked at anew. Where it was sent its row of the ledger stands, and the ending counts for nothing.
 */
async function sent(row: WaitingRow): Promise<UnsentEnding | "busy"> {
  const token = row.tokenId === null ? null : await tokenOfRow(row.tokenId);
  const at = PROVIDER_OFFER.commands.findIndex(({ kind }) => kind === row.kind);
  const command = PROVIDER_OFFER.commands[at];
  if (!token || !command || !covers(token, PROVIDER_OFFER.scopeOf(command.kind))) {
    return unsent("token-over");
  }
  const owned = await findHost(token.viewer, row.vmId);
  if (owned === "not-asked") {
    return "busy";
  }
  if (owned?.tenancyId !== row.tenancyId) {
    return unsent("not-yours");
  }
  const service = (await servicesOf([row.tenancyId])).get(row.tenancyId);
  if ((service?.reference ?? null) !== row.reference) {
    return unsent("reference-changed");
  }
  if (await PROVIDER_OFFER.alreadySo?.(owned, command.kind)) {
    return { outcome: "done", evidence: { listed: true } };
  }
  const input = PROVIDER_OFFER.bodies[at]?.safeParse({
    ...Waited.parse(row.params).asked,
    kind: row.kind,
  });
  const { id, tokenId, formKey, bodyHash } = row;
  const key = { id, formKey, tokenId: tokenId ?? "", bodyHash: bodyHash ?? "" };
  const viewer = { ...token.viewer, locale: row.language === "zh-CN" ? "zh-CN" : "en" } as const;
  const result: ActionResult = input?.success
    ? await command.run(owned, input.data as never, key, viewer)
    : { ok: false, code: "invalid" };
  writeDown(`waiting ${row.kind}`, result);
  return result.ok || result.code !== "busy"
    ? unsent(result.ok ? "interrupted" : (result.reason ?? result.code))
    : "busy";
}
