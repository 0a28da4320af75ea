import "server-only";
import { eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { config } from "../../config";
import { database } from "../../db/connection";
import { masterProfile } from "../../db/master-schema";
import { perProcess } from "../../per-process";
import type { Proof } from "../sessions/sessions";
import { confirmCustomer } from "./rstack-status";

/** Who is in use is asked about in the background, well before this: a minute by default. */
const staleMs = () => (config().status.checkMs * 4) / 3;
/** A page waits no longer for the master's word, and then the last one holds. */
const WAIT_MS = 2_500;
/** A master that didn't answer is not waited for again so soon. */
const ASK_AGAIN_MS = 15_000;

/** A promise holds all that its request held: so none stays once the answer is there. */
type Question = Promise<unknown> | "answered";
const asking = () =>
  perProcess("status-questions", () => new LRUCache<string, Question>({ max: 20_000, ttl: ASK_AGAIN_MS }));

/**
 * A customer who comes back after a while: the master is asked before anything is shown. True where it was asked, and the
 * session has to be proven again; a master that is known to be silent is not waited for.
 */
export async function confirmIfStale({
  viewer,
  statusAt,
}: Pick<Proof, "viewer" | "statusAt">): Promise<boolean> {
  const isFresh = statusAt !== null && Date.now() - statusAt.getTime() < staleMs();
  if (viewer.role !== "customer" || isFresh || (await masterIsDown())) {
    return false;
  }
  const { accountId } = viewer;
  await (asking().get(accountId) ?? ask(accountId));
  return true;
}

function ask(accountId: string): Promise<unknown> {
  const question = confirmCustomer(accountId, AbortSignal.timeout(WAIT_MS));
  asking().set(accountId, question);
  question.then(
    () => asking().set(accountId, "answered"),
    () => asking().delete(accountId),
  );
  return question;
}

async function masterIsDown(): Promise<boolean> {
  const [profile] = await database()
    .select({ downSince: masterProfile.downSince })
    .from(masterProfile)
    .where(eq(masterProfile.id, "master"));
  return profile?.downSince != null;
}
