import "server-only";
import { and, eq, gt } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { takePoint } from "@/lib/accounts/rate-limit";
import { database } from "@/lib/db/connection";
import { hostNoes } from "@/lib/db/schema";
import { perProcess } from "@/lib/per-process";
import type { UserId, VmId } from "@/lib/rstack/ids";

/** A "no" of the master's holds this long for one customer and one id, on all instances. */
const NO_MS = 30_000;
/** So many ids that aren't theirs are asked for; further ones have to wait. */
const EACH_SESSION = { scope: "unknown-host", points: 10, seconds: 60 };

/** Ids are counted, not questions: one page opens its host for its title, its frame and its body. */
const counted = () =>
  perProcess(
    "unknown host ids",
    () => new LRUCache<string, Promise<boolean>>({ max: 50_000, ttl: EACH_SESSION.seconds * 1000 }),
  );

/**
 * Whether the master may be asked for an id that the mirror doesn't hold as this customer's. `said-no`: it answered just
 * now. `over-limit`: nothing is known of the id, which may be their own.
 */
export async function permitToAsk(
  sessionId: string,
  userId: UserId,
  vmId: VmId,
): Promise<"ask" | "said-no" | "over-limit"> {
  if (await wasNo(userId, vmId)) {
    return "said-no";
  }
  return (await isWithinLimit(sessionId, vmId)) ? "ask" : "over-limit";
}

function isWithinLimit(sessionId: string, vmId: VmId): Promise<boolean> {
  const key = `${sessionId} ${vmId}`;
  const known = counted().get(key);
  if (known) {
    return known;
  }
  const taken = takePoint(EACH_SESSION, sessionId).then((waitSeconds) => waitSeconds === 0);
  counted().set(key, taken);
  // Refused or failed is no word on the next minute.
  taken.then(
    (may) => may || counted().delete(key),
    () => counted().delete(key),
  );
  return taken;
}

async function wasNo(userId: UserId, vmId: VmId): Promise<boolean> {
  const [no] = await database()
    .select({ saidAt: hostNoes.saidAt })
    .from(hostNoes)
    .where(
      and(
        eq(hostNoes.vmId, vmId),
        eq(hostNoes.userId, userId),
        gt(hostNoes.saidAt, new Date(Date.now() - NO_MS)),
      ),
    );
  return no !== undefined;
}

/** The master said, of this very id, that it is not there or not theirs. */
export async function rememberNo(userId: UserId, vmId: VmId): Promise<void> {
  const saidAt = new Date();
  await database()
    .insert(hostNoes)
    .values({ vmId, userId, saidAt })
    .onConflictDoUpdate({ target: [hostNoes.vmId, hostNoes.userId], set: { saidAt } });
}
