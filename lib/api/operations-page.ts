import "server-only";
import { z } from "zod";
import type { OwnedHost } from "../hosts/owned-host";
import { operationViewOf } from "../operations/present";
import { operationsAfter, readOperation } from "../operations/read-ledger";
import type { ApiAsked } from "./endpoint";
import { notListed, type PageQuery, pageQuery } from "./lists";
import { apiOperation } from "./operation-answer";

export const operationsQuery = pageQuery.extend({
  after: z.uuid().optional().meta({ description: "Cursor: `next` of the previous response." }),
});

/** Of this owner's time with the host, the newest first. */
export async function operationsPage(
  { tenancyId, vmId }: OwnedHost,
  { token, query: { after, limit } }: ApiAsked<PageQuery>,
) {
  if (after !== undefined && (await readOperation(after))?.tenancyId !== tenancyId) {
    throw notListed();
  }
  const rows = await operationsAfter({ tenancyId, after: after ?? null, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    operations: page.map((row) => apiOperation(operationViewOf(row, token.viewer), vmId)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
