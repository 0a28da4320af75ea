import { LRUCache } from "lru-cache";
import { perProcess } from "@/lib/per-process";

/** A "no" of the master's holds this long for one customer and one id. */
const NO_MS = 30_000;
/** So many unknown ids a minute and session are asked for; further ones are answered without asking. */
const A_MINUTE = 10;

const store = () =>
  perProcess("unknown host ids", () => ({
    noes: new LRUCache<string, true>({ max: 50_000, ttl: NO_MS }),
    asked: new LRUCache<string, { count: number }>({ max: 20_000, ttl: 60_000 }),
  }));

/** Whether the master may be asked for an id that the mirror doesn't hold; counts the question. */
export function mayAsk(sessionId: string, userId: string, vmId: string): boolean {
  const { noes, asked } = store();
  if (noes.has(`${vmId}/${userId}`)) {
    return false;
  }
  const mine = asked.get(sessionId) ?? { count: 0 };
  if (mine.count >= A_MINUTE) {
    return false;
  }
  if (mine.count === 0) {
    asked.set(sessionId, mine);
  }
  mine.count += 1;
  return true;
}

export function rememberNo(userId: string, vmId: string): void {
  store().noes.set(`${vmId}/${userId}`, true);
}
