import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { knownBrowsers } from "../../db/sign-in-schema";
import { FairQueue, type QueueTurn } from "../../fair-queue";
import type { Credentials } from "../../known-caller";
import { log } from "../../log";
import type { Caller } from "../caller";
import { tokenHash } from "../secrets";
import { tellOwner } from "../security-mail";
import { cookieName, decodeSession } from "../sessions/session-cookie";
import { isLiveToken } from "../tokens/prove-token";

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

/** The account's owner is told of one that it was never used with, but for the first of all. */
export async function rememberBrowser(
  device: string,
  accountId: string,
  caller: Pick<Caller, "userAgent" | "address">,
): Promise<void> {
  const now = new Date();
  const browserHash = tokenHash(device);
  const [row] = await database()
    .insert(knownBrowsers)
    .values({ browserHash, accountId, lastUsedAt: now })
    .onConflictDoUpdate({
      target: [knownBrowsers.browserHash, knownBrowsers.accountId],
      set: { lastUsedAt: now },
    })
    // PostgreSQL's own mark: no transaction has changed the row before.
    .returning({ isNew: sql<boolean>`xmax = 0` });
  if (row?.isNew && (await hasOtherBrowser(accountId, browserHash))) {
    tellOwner(accountId, "new-browser", caller);
  }
}

async function hasOtherBrowser(accountId: string, browserHash: string): Promise<boolean> {
  const [other] = await database()
    .select({ hash: knownBrowsers.browserHash })
    .from(knownBrowsers)
    .where(and(eq(knownBrowsers.accountId, accountId), ne(knownBrowsers.browserHash, browserHash)))
    .limit(1);
  return other !== undefined;
}

const TOKEN = /^[\w-]{32}$/;
/** Questions to the database that anybody can cause: few at a time, so that they can't take its connections. */
const lookUps = new FairQueue({ known: 1, stranger: 4 }, 200, 5);

const BEARER = /^Bearer +(rsp_\S+)$/i;

/**
 * Whether a request proves a session, signed out or not, a browser that signed in before, or a program by its token. False
 * where it can't be told now. Never throws.
 */
export async function provesCaller(
  { cookie: cookieHeader, authorization }: Credentials,
  caller: Omit<QueueTurn, "lane">,
): Promise<boolean> {
  const [, bearer] = BEARER.exec(authorization) ?? [];
  if (bearer) {
    return lookUp(caller, () => isLiveToken(bearer));
  }
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
  return lookUp(caller, () => isKnownBrowser(device));
}

async function lookUp(caller: Omit<QueueTurn, "lane">, ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await lookUps.run({ lane: "stranger", ...caller }, ask);
  } catch (err) {
    log.debug({ err }, "a caller could not be looked up");
    return false;
  }
}
