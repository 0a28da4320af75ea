import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "../../db/connection";
import { knownBrowsers } from "../../db/schema";
import { FairQueue, type QueueTurn } from "../../fair-queue";
import { log } from "../../log";
import { tokenHash } from "../secrets";
import { cookieName, decodeSession } from "../sessions/session-cookie";

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

const TOKEN = /^[\w-]{32}$/;
/** Questions to the database that anybody can cause: few at a time, so that they can't take its connections. */
const lookUps = new FairQueue({ known: 1, stranger: 4 }, 200, 5);

/**
 * Whether the cookies of a request prove a session, signed out or not, or a browser that signed in before. False where it
 * can't be told now. Never throws.
 */
export async function provesCaller(cookieHeader: string, caller: Omit<QueueTurn, "lane">): Promise<boolean> {
  const cookies = cookieHeader.split(/; */);
  const held = (name: string) =>
    cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
  const session = held(cookieName("session"));
  if (session && (await decodeSession(session))) {
    return true;
  }
  const device = held(cookieName("device"));
  if (!device || !TOKEN.test(device)) {
    return false;
  }
  try {
    return await lookUps.run({ lane: "stranger", ...caller }, () => isKnownBrowser(device));
  } catch (err) {
    log.debug({ err }, "a browser could not be looked up");
    return false;
  }
}
