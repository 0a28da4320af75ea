import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../../db/connection";
import { knownBrowsers } from "../../db/schema";
import { tokenHash } from "../secrets";

/** Whether this browser signed in before: to `accountId`, or to any account. */
export async function isKnownBrowser(device: string, accountId?: string): Promise<boolean> {
  const [row] = await database()
    .select({ hash: knownBrowsers.browserHash })
    .from(knownBrowsers)
    .where(
      and(
        eq(knownBrowsers.browserHash, tokenHash(device)),
        accountId ? eq(knownBrowsers.accountId, accountId) : undefined,
      ),
    )
    .limit(1);
  return row !== undefined;
}

export async function rememberBrowser(device: string, accountId: string): Promise<void> {
  const now = new Date();
  await database()
    .insert(knownBrowsers)
    .values({ browserHash: tokenHash(device), accountId, lastUsedAt: now })
    .onConflictDoUpdate({
      target: [knownBrowsers.browserHash, knownBrowsers.accountId],
      set: { lastUsedAt: now },
    });
}
