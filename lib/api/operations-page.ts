import "server-only";
import { z } from "zod";
import { giveBackTurns } from "../accounts/fair-share";
import type { OwnedHost } from "../hosts/owned-host";
import { operationViewOf } from "../operations/present";
import { operationsAfter, readShown } from "../operations/read-ledger";
import type { ApiAsked } from "./endpoint";
import { notListed, type PageQuery, pageQuery, wholeParam } from "./lists";
import { apiOperation } from "./operation-answer";

export const operationsQuery = pageQuery.extend({
  after: z.uuid().optional().meta({ description: "Cursor: `next` of the previous response." }),
});

/** How long an answer may wait, in seconds; below what a proxy in front allows. */
const LONGEST_WAIT = 50;
const LOOK_MS = 300;

export const waitQuery = z.strictObject({
  wait: wholeParam("Seconds to wait for the operation to end before responding.", {
    least: 0,
    most: LONGEST_WAIT,
    usual: 0,
  }),
});

/** Reads again until `hasEnded`, or until the seconds are over or the caller is gone: then as it is. */
export async function waitedFor<T>(
  read: () => Promise<T>,
  hasEnded: (read: T) => boolean,
  { wait, signal }: { wait: number; signal: AbortSignal },
): Promise<T> {
  const until = performance.now() + wait * 1_000;
  let found = await read();
  // An answer that only waits takes no other's turn.
  if (wait > 0 && !hasEnded(found)) {
    giveBackTurns();
  }
  while (!hasEnded(found) && performance.now() < until && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    found = await read();
  }
  return found;
}

/** Of this owner's time with the host, the newest first. */
export async function operationsPage(
  { tenancyId, vmId }: OwnedHost,
  { token, query: { after, limit } }: ApiAsked<PageQuery>,
) {
  if (after !== undefined && (await readShown(after))?.tenancyId !== tenancyId) {
    throw notListed();
  }
  const rows = await operationsAfter({ tenancyId, after: after ?? null, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    operations: page.map((row) => apiOperation(operationViewOf(row, token.viewer), vmId)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
