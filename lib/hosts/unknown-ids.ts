import "server-only";
import { and, eq, gt } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { takePoint } from "@/lib/accounts/rate-limit";
import { database } from "@/lib/db/connection";
import { refusedHostIds } from "@/lib/db/master-schema";
import { perProcess } from "@/lib/per-process";
import type { UserId, VmId } from "@/lib/rstack/ids";

/** A refusal holds this long for one customer and one host ID, on all instances. */
const REFUSAL_MS = 30_000;
/** How many ids that aren't theirs are asked for in a minute; further ones have to wait. */
const EACH_SESSION = { scope: "unknown-host", points: 10, seconds: 60 };

/**
 * Ids are counted, not questions: one page opens its host for its title, its frame and its body. No promise stays once it is
 * answered, since it holds all that its request held.
 */
const counted = () =>
  perProcess(
    "unknown host ids",
    () => new LRUCache<string, Promise<boolean> | true>({ max: 50_000, ttl: EACH_SESSION.seconds * 1000 }),
  );

/**
 * Whether the master may be asked for an id that the mirror doesn't hold as this customer's. `refused`: it answered just
 * now. `over-limit`: nothing is known of the id, which may be their own.
 */
export async function permitToAsk(
  sessionId: string,
  userId: UserId,
  vmId: VmId,
): Promise<"ask" | "refused" | "over-limit"> {
  if (await wasRefused(userId, vmId)) {
    return "refused";
  }
  return (await isWithinLimit(sessionId, vmId)) ? "ask" : "over-limit";
}

function isWithinLimit(sessionId: string, vmId: VmId): Promise<boolean> | true {
  const key = `${sessionId} ${vmId}`;
  const known = counted().get(key);
  if (known) {
    return known;
  }
  const taken = takePoint(EACH_SESSION, sessionId).then((waitSeconds) => waitSeconds === 0);
  counted().set(key, taken);
  // A failed question tells nothing about the next minute.
  taken.then(
    (may) => void (may ? counted().set(key, true, { noUpdateTTL: true }) : counted().delete(key)),
    () => counted().delete(key),
  );
  return taken;
}

async function wasRefused(userId: UserId, vmId: VmId): Promise<boolean> {
  const [refused] = await database()
    .select({ saidAt: refusedHostIds.saidAt })
    .from(refusedHostIds)
    .where(
      and(
        eq(refusedHostIds.vmId, vmId),
        eq(refusedHostIds.userId, userId),
        gt(refusedHostIds.saidAt, new Date(Date.now() - REFUSAL_MS)),
      ),
    );
  return refused !== undefined;
}

/** The master said, of this very id, that it is not there or not theirs. */
export async function rememberRefusedId(userId: UserId, vmId: VmId): Promise<void> {
  const saidAt = new Date();
  await database()
    .insert(refusedHostIds)
    .values({ vmId, userId, saidAt })
    .onConflictDoUpdate({ target: [refusedHostIds.vmId, refusedHostIds.userId], set: { saidAt } });
}
