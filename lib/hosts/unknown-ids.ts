import { LRUCache } from "lru-cache";
import { perProcess } from "@/lib/per-process";

/** A "no" of the master's holds this long for one customer and one id. */
const NO_MS = 30_000;
/** So many unknown ids a minute and session are asked for; further ones are answered without asking. */
const A_MINUTE = 10;

const store = () =>
  perProcess("unknown host ids", () => ({
    noes: new LRUCache<string, true>({ max: 50_000, ttl: NO_MS }),
    asked: new LRUCache<string, Set<string>>({ max: 20_000, ttl: 60_000 }),
  }));

/**
 * Whether the master may be asked for an id that the mirror doesn't hold. Counts ids, not questions: one page opens its
 * host for its title, its frame and its body.
 */
export function mayAsk(sessionId: string, userId: string, vmId: string): boolean {
  const { noes, asked } = store();
  if (noes.has(`${vmId}/${userId}`)) {
    return false;
  }
  const mine = asked.get(sessionId) ?? new Set<string>();
  if (!mine.has(vmId) && mine.size >= A_MINUTE) {
    return false;
  }
  if (mine.size === 0) {
    asked.set(sessionId, mine);
  }
  mine.add(vmId);
  return true;
}

export function rememberNo(userId: string, vmId: string): void {
  store().noes.set(`${vmId}/${userId}`, true);
}
