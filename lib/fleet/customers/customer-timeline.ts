import "server-only";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { accounts, sessions } from "@/lib/db/schema";
import type { UserId } from "@/lib/rstack/ids";
import { type MergedPage, mergeSources, type ReadSource } from "../activity/merge-sources";
import { auditFilterFrom } from "../audit/audit-filter";
import { readEvents, readViews } from "../audit/read-audit";
import { notesBelow } from "../notes/staff-notes";
import { ledgerFilterFrom } from "../operations/ledger-filter";
import { readFleetLedger } from "../operations/read-fleet-ledger";
import { uuidOf } from "../search-params";
import type { AroundCustomer, TimelineEntry } from "./timeline-sources";

/** What happened around a customer, whoever did it, newest first; for staff. Asks the master nothing. */
export function readTimeline(
  userId: UserId,
  viewer: Viewer,
  { only, after, limit }: { only: AroundCustomer | null; after: string | null; limit: number },
): Promise<MergedPage<TimelineEntry>> {
  const all: Record<AroundCustomer, ReadSource<TimelineEntry>> = {
    operations: async (below, most) => {
      const filter = { ...ledgerFilterFrom({}), customer: userId, after: uuidOf(below ?? undefined) };
      const { entries } = await readFleetLedger(filter, viewer, most);
      return entries.map((operation) => ({
        source: "operations",
        id: operation.operation.id,
        at: operation.operation.startedAt,
        operation,
      }));
    },
    "sign-ins": (below, most) => signIns(userId, uuidOf(below ?? undefined), most),
    views: async (below, most) => {
      const { entries } = await readViews(about(userId, below), most);
      return entries.map((view) => ({ source: "views", id: view.id, at: view.startedAt, view }));
    },
    notes: async (below, most) => {
      const notes = await notesBelow({ userId }, viewer, uuidOf(below ?? undefined), most);
      return notes.map((note) => ({ source: "notes", id: note.id, at: note.writtenAt, note }));
    },
    staff: async (below, most) => {
      const events = await readEvents(about(userId, below), most);
      return events.map((event) => ({ source: "staff", id: event.id, at: event.at, event }));
    },
  };
  return mergeSources<TimelineEntry>(only === null ? all : { [only]: all[only] }, after, limit);
}

const about = (customer: UserId, below: string | null) => ({
  ...auditFilterFrom({}),
  customer,
  after: uuidOf(below ?? undefined),
});

/** Of all accounts that ever had this number. */
async function signIns(userId: UserId, below: string | null, limit: number): Promise<TimelineEntry[]> {
  const isBelow: SQL | undefined =
    below === null
      ? undefined
      : sql`(${sessions.createdAt}, ${sessions.id}) < (select s.created_at, s.id from sessions s where s.id = ${below}::uuid)`;
  const rows = await database()
    .select({ session: sessions, username: accounts.username })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(eq(accounts.userId, userId), eq(accounts.role, "customer"), isBelow))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(limit);
  return rows.map(({ session: { id, createdAt, address, userAgent }, username }) => ({
    source: "sign-ins",
    id,
    at: createdAt.toISOString(),
    signIn: { username, address, userAgent },
  }));
}
