import "server-only";
import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { views } from "@/lib/db/staff-schema";
import { apiTokens } from "@/lib/db/token-schema";
import { isInProgress } from "@/lib/operations/operation-view";
import { releaseOf } from "@/lib/operations/present";
import { entryOf, findInLedger, type LedgerEntry, type LedgerRow } from "./read-fleet-ledger";
import { releasableFrom } from "./release";

/** All that the ledger holds of one operation, for staff. Times ISO 8601 in UTC. */
export interface LedgerDetail extends LedgerEntry {
  moments: { name: MomentName; at: string }[];
  /** JSON as it stands in the ledger, without secrets; null where there is nothing. */
  params: string | null;
  notes: string | null;
  evidence: string | null;
  faultDetail: string | null;
  limitAt: string | null;
  supersededBy: string | null;
  view: { reason: string; customerName: string } | null;
  /** The name of the token by which a program asked for it; null: a person did. */
  token: string | null;
  /** Who of the staff stopped waiting for it, and why. */
  released: { by: string; reason: string } | null;
  /** From when on staff may release it; null once it ended. */
  releasableFrom: string | null;
}

export type MomentName = "asked" | "sent" | "accepted" | "checking" | "ended";

export async function readLedgerDetail(
  id: string,
  viewer: Pick<Viewer, "accountId" | "role">,
): Promise<LedgerDetail | null> {
  const [found] = (await findInLedger({ ids: [id, id] }, 1)).rows;
  if (!found) {
    return null;
  }
  if ("order" in found) {
    return orderDetail(found, viewer);
  }
  const { row } = found;
  const [view] = row.viewId
    ? await database()
        .select({ reason: views.reason, customerName: views.customerName })
        .from(views)
        .where(eq(views.id, row.viewId))
    : [];
  return {
    ...entryOf(found, viewer),
    moments: momentsOf(row),
    params: jsonOf(row.params),
    notes: jsonOf(row.notes),
    evidence: jsonOf(row.evidence),
    faultDetail: row.faultDetail,
    limitAt: row.limitAt?.toISOString() ?? null,
    supersededBy: row.supersededBy,
    view: view ?? null,
    token: await tokenName(row.tokenId),
    released: releaseOf(row),
    releasableFrom: isInProgress(row.outcome) ? releasableFrom(row).toISOString() : null,
  };
}

const NOTHING_MORE = {
  ...{ notes: null, evidence: null, faultDetail: null, limitAt: null, supersededBy: null, view: null },
  ...{ released: null, releasableFrom: null },
};

async function orderDetail(
  found: Extract<LedgerRow, { order: unknown }>,
  viewer: Pick<Viewer, "accountId" | "role">,
): Promise<LedgerDetail> {
  const { reference, place, imageId, planId, tokenId, tiedBy } = found.order;
  return {
    ...NOTHING_MORE,
    ...entryOf(found, viewer),
    moments: momentsOf(found.order),
    params: jsonOf({ reference, place, imageId, planId, ...(tiedBy !== null && { tiedBy }) }),
    token: await tokenName(tokenId),
  };
}

async function tokenName(id: string | null): Promise<string | null> {
  const [token] = id
    ? await database().select({ name: apiTokens.name }).from(apiTokens).where(eq(apiTokens.id, id))
    : [];
  return token?.name ?? null;
}

const momentsOf = (row: {
  startedAt: Date;
  sentAt: Date | null;
  acceptedAt: Date | null;
  checkedAt?: Date | null;
  endedAt: Date | null;
}): LedgerDetail["moments"] =>
  (
    [
      ["asked", row.startedAt],
      ["sent", row.sentAt],
      ["accepted", row.acceptedAt],
      ["checking", row.checkedAt],
      ["ended", row.endedAt],
    ] as const
  ).flatMap(([name, at]) => (at ? [{ name, at: at.toISOString() }] : []));

const jsonOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0
    ? JSON.stringify(value, null, 2)
    : null;
