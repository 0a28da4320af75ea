import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { prepared } from "../../db/connection";
import { sessions } from "../../db/schema";
import { isLive } from "./sessions";

export interface SessionView {
  id: string;
  startedAt: string;
  lastUsedAt: string;
  userAgent: string | null;
  /** Of the last use, as far as it is known. */
  address: string | null;
}

const ofAccount = prepared((db) =>
  db
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, sql.placeholder("accountId")), isLive(sql.placeholder("now"))))
    .orderBy(desc(sessions.lastUsedAt))
    .prepare("sessions_of_account"),
);

/** The sessions of an account that are live now, the newest use first. */
export async function listSessions(accountId: string): Promise<SessionView[]> {
  const rows = await ofAccount().execute({ accountId, now: new Date() });
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    userAgent: row.userAgent,
    address: row.lastAddress ?? row.address,
  }));
}
