import "server-only";
import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { views } from "@/lib/db/staff-schema";
import { apiTokens } from "@/lib/db/token-schema";
import { isInProgress } from "@/lib/operations/operation-view";
import { releaseOf } from "@/lib/operations/present";
import { entryOf, type LedgerEntry, ledgerRows } from "./read-fleet-ledger";
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
  const [found] = await ledgerRows(eq(operations.id, id), 1);
  if (!found) {
    return null;
  }
  const { row } = found;
  const [view] = row.viewId
    ? await database()
        .select({ reason: views.reason, customerName: views.customerName })
        .from(views)
        .where(eq(views.id, row.viewId))
    : [];
  const [token] = row.tokenId
    ? await database().select({ name: apiTokens.name }).from(apiTokens).where(eq(apiTokens.id, row.tokenId))
    : [];
  const moments: [MomentName, Date | null][] = [
    ["asked", row.startedAt],
    ["sent", row.sentAt],
    ["accepted", row.acceptedAt],
    ["checking", row.checkedAt],
    ["ended", row.endedAt],
  ];
  return {
    ...entryOf(found, viewer),
    moments: moments.flatMap(([name, at]) => (at ? [{ name, at: at.toISOString() }] : [])),
    params: jsonOf(row.params),
    notes: jsonOf(row.notes),
    evidence: jsonOf(row.evidence),
    faultDetail: row.faultDetail,
    limitAt: row.limitAt?.toISOString() ?? null,
    supersededBy: row.supersededBy,
    view: view ?? null,
    token: token?.name ?? null,
    released: releaseOf(row),
    releasableFrom: isInProgress(row.outcome) ? releasableFrom(row).toISOString() : null,
  };
}

const jsonOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0
    ? JSON.stringify(value, null, 2)
    : null;
