import "server-only";
import { and, desc, eq, gt, isNull, lt, type SQL, sql } from "drizzle-orm";
import { type ProvenToken, reachesShared, tokenOfRow } from "../../accounts/tokens/prove-token";
import { covers } from "../../accounts/tokens/token-scopes";
import { hostsOfTenancies } from "../../accounts/tokens/tokens";
import type { ActionResult } from "../../action-result";
import { hostOfViewer } from "../../actions/host-of-viewer";
import { database } from "../../db/connection";
import { accounts, tenancies } from "../../db/schema";
import { apiTokens, approvals } from "../../db/token-schema";
import { hostAsOpened } from "../../hosts/host-read";
import type { OwnedHost } from "../../hosts/owned-host";
import type { OperationKind } from "../../operations/command-rules";
import { CUSTOMER_OFFER } from "../offers";
import { Problem } from "../problem";
import { askedOf } from "./asked-kinds";

const OPEN_MINUTES = 10;
const MOST_OPEN = 3;

export type Approval = typeof approvals.$inferSelect;

export const stateOf = ({ decision, expiresAt }: Approval): "waiting" | "approved" | "declined" | "expired" =>
  decision ?? (expiresAt.getTime() > Date.now() ? "waiting" : "expired");

const isOpenOf = (accountId: string): SQL =>
  and(
    eq(approvals.accountId, accountId),
    isNull(approvals.decision),
    gt(approvals.expiresAt, sql`now()`),
  ) as SQL;

interface Wish {
  token: ProvenToken;
  owned: OwnedHost;
  kind: OperationKind;
  fields: Record<string, string>;
  subject: string | null;
}

/** Writes down what a program wants; nothing is done yet. One that is open already is not written down twice. */
export async function askApproval({ token, owned, kind, fields, subject }: Wish): Promise<Approval> {
  const { accountId } = token.viewer;
  return database().transaction(async (tx) => {
    // One after another: two at once would not count each other.
    await tx.select().from(accounts).where(eq(accounts.id, accountId)).for("no key update");
    const open = await tx.select().from(approvals).where(isOpenOf(accountId)).orderBy(approvals.expiresAt);
    const values = { accountId, tokenId: token.id, tenancyId: owned.tenancyId, kind, fields, subject };
    const isSame = (one: Approval) =>
      one.tokenId === token.id &&
      one.tenancyId === owned.tenancyId &&
      one.kind === kind &&
      JSON.stringify(Object.entries(one.fields).sort()) === JSON.stringify(Object.entries(fields).sort());
    const [first] = open;
    const same = open.find(isSame);
    if (same) {
      return same;
    }
    if (first && open.length >= MOST_OPEN) {
      throw new Problem("too-many", {
        detail: `${MOST_OPEN} requests wait for the owner.`,
        retryAfter: Math.ceil((first.expiresAt.getTime() - Date.now()) / 1_000),
      });
    }
    await tx
      .delete(approvals)
      .where(and(eq(approvals.accountId, accountId), lt(approvals.expiresAt, sql`now() - interval '1 day'`)));
    const expiresAt = new Date(Date.now() + OPEN_MINUTES * 60_000);
    const [made] = await tx
      .insert(approvals)
      .values({ ...values, expiresAt })
      .returning();
    if (!made) {
      throw new Error("an approval was not written");
    }
    return made;
  });
}

/** Of this token alone. Null where there is none, or none any more. */
export async function approvalOf(token: ProvenToken, id: string): Promise<Approval | null> {
  const [row] = await database()
    .select()
    .from(approvals)
    .where(and(eq(approvals.id, id), eq(approvals.tokenId, token.id)));
  return row ?? null;
}

/** What waits for this account, the newest first; `vmId`: of the host while it is theirs. */
export const openApprovals = (accountId: string) =>
  database()
    .select({ approval: approvals, vmId: tenancies.vmId, tokenName: apiTokens.name })
    .from(approvals)
    .innerJoin(apiTokens, eq(apiTokens.id, approvals.tokenId))
    .innerJoin(tenancies, and(eq(tenancies.id, approvals.tenancyId), isNull(tenancies.until)))
    .where(isOpenOf(accountId))
    .orderBy(desc(approvals.askedAt), approvals.id);

/**
 * The owner's word, which counts once. With a yes the command is sent as the token would send it now: its life, its scope,
 * its hosts, the owner and the protection are looked at anew. May throw a `Refusal`.
 */
export async function decide(
  accountId: string,
  { id, decision }: { id: string; decision: "approved" | "declined" },
): Promise<ActionResult> {
  const [row] = await database()
    .update(approvals)
    .set({ decision })
    .where(and(eq(approvals.id, id), isOpenOf(accountId)))
    .returning();
  if (!row) {
    return { ok: false, code: "not-found" };
  }
  if (decision === "declined") {
    return { ok: true };
  }
  const result = await send(row);
  if (!result.ok && result.code === "busy") {
    // Nothing was sent: the owner may press again.
    await database().update(approvals).set({ decision: null }).where(eq(approvals.id, id));
  } else if (result.operation) {
    await database().update(approvals).set({ operationId: result.operation.id }).where(eq(approvals.id, id));
  }
  return result;
}

async function send({ id, tokenId, tenancyId, kind, fields }: Approval): Promise<ActionResult> {
  const token = await tokenOfRow(tokenId);
  const command = CUSTOMER_OFFER.commands.find((one) => one.kind === kind);
  if (!token || !command || !covers(token, CUSTOMER_OFFER.scopeOf(command.kind))) {
    return { ok: false, code: "not-possible", reason: "token-over" };
  }
  const [vmId] = await hostsOfTenancies([tenancyId]);
  const owned =
    vmId === undefined
      ? null
      : await hostOfViewer(token.viewer, vmId, reachesShared(token) ? [command.kind] : []);
  if (owned?.tenancyId !== tenancyId || (token.tenancyIds && !token.tenancyIds.includes(tenancyId))) {
    return { ok: false, code: "not-found" };
  }
  const { name } = hostAsOpened(owned, token.viewer).host;
  const input = askedOf(command.kind)?.whole(fields, name);
  if (!input) {
    return { ok: false, code: "invalid" };
  }
  const key = { tokenId, key: `approval-${id}`, bodyHash: id };
  const viewer = { ...token.viewer, locale: token.viewer.locale ?? "en" } as const;
  return command.run(owned, input as never, key, viewer);
}
