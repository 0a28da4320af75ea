import "server-only";
import { randomBytes } from "node:crypto";
import { every, type Repeated } from "../every";
import { log } from "../log";
import { endRequest, type RequestContext, runInRequest } from "../request-context";

/** At a time in one instance: the call budget holds for all, and this keeps most of it for other people. */
const AT_ONCE = 4;
/** Without being woken, too: for what another instance was asked, or a dead one left. */
const LOOK_MS = 1_000;
const RENEW_MS = 2_500;

type Asker = Pick<RequestContext, "account" | "host"> & Partial<RequestContext>;

export interface Turns<T> {
  /** What one is called in the log, such as "a rescue"; and several. */
  names: readonly [one: string, several: string];
  /** Leases so many for this instance. */
  claim(most: number): Promise<T[]>;
  renew(turn: T): Promise<unknown>;
  /** As whose request it counts: their share of the call budget, their name in the log. */
  askerOf(turn: T): Asker;
  take(turn: T): Promise<unknown>;
  /** Looks for the next as soon as one is over. */
  again?: boolean;
}

/** Carries out what is leased here, in each instance. Once stopped, what was begun is still seen through. */
export function startTurns<T>(turns: Turns<T>): Repeated {
  let inProgress = 0;
  const repeated = every(LOOK_MS, `${turns.names[1]} could not be looked through`, async () => {
    for (const turn of inProgress < AT_ONCE ? await turns.claim(AT_ONCE - inProgress) : []) {
      inProgress += 1;
      void takeTurn(turn, turns).finally(() => {
        inProgress -= 1;
        if (turns.again) {
          repeated.look();
        }
      });
    }
  });
  return repeated;
}

/** Keeps its lease meanwhile. Never rejects: a lease that runs out has it taken again, and the ledger knows whether anything was sent. */
export async function takeTurn<T>(
  turn: T,
  { names, renew, askerOf, take }: Omit<Turns<T>, "claim">,
): Promise<void> {
  const { stop } = every(RENEW_MS, `${names[0]} could not be renewed`, () => renew(turn));
  const context: RequestContext = {
    ...{ requestId: randomBytes(8).toString("hex"), address: null, peer: null, release: [] },
    ...askerOf(turn),
  };
  try {
    await runInRequest(context, () => take(turn));
  } catch (err) {
    log.error({ err, host: context.host }, `${names[0]} broke off`);
  } finally {
    stop();
    endRequest(context);
  }
}
