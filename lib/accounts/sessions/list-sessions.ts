import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { database } from "../../db/connection";
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

/** The sessions of an account that are live now, the newest use first. */
export async function listSessions(accountId: string): Promise<SessionView[]> {
  const rows = await database()
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), isLive(new Date())))
    .orderBy(desc(sessions.lastUsedAt));
  return rows.map((row) => ({
    id: row.id,
    startedAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    userAgent: row.userAgent,
    address: row.lastAddress ?? row.address,
  }));
}
