import { BudgetExhausted } from "@/lib/rstack/budget";
import { CALL_PRIORITIES, type CallBudget, type CallPriority } from "@/lib/rstack/master-client";

/**
 * Takes up to `want` calls out of the shared bucket, leaving `reserve` in it; resolves to how many there were.
 * May throw: the queue asks again.
 */
export type Lease = (want: number, reserve: number) => Promise<number>;

interface Waiting {
  rank: number;
  /** Whose call it is; null for the panel's own. */
  account: string | null;
  /** Leaves the queue and lets the call go. */
  go(): void;
}

/**
 * The waiting queue of a process: what matters most goes first, and what waited too long leaves. Of what matters the
 * same, the account that waits longest since its last call goes first: many calls of one account delay no other's.
 */
export class CallQueue implements CallBudget {
  readonly #waiting: Waiting[] = [];
  /** For accounts with waiting calls: when their last one went, counted in calls. */
  readonly #lastWent = new Map<string, number>();
  #went = 0;
  #pumping = false;

  constructor(
    readonly lease: Lease,
    readonly callsPerSecond: number,
    readonly burst: number,
    /** The account that the current call is for. */
    readonly accountOf: () => string | null = () => null,
  ) {}

  take(priority: CallPriority, withinMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", giveUp);
        const at = this.#waiting.indexOf(waiting);
        if (at !== -1) {
          this.#waiting.splice(at, 1);
        }
        const { account } = waiting;
        if (account !== null && !this.#waiting.some((other) => other.account === account)) {
          this.#lastWent.delete(account);
        }
      };
      const giveUp = () => {
        leave();
        reject(new BudgetExhausted());
      };
      const waiting: Waiting = {
        rank: CALL_PRIORITIES.indexOf(priority),
        account: this.accountOf(),
        go() {
          leave();
          resolve();
        },
      };
      const timer = setTimeout(giveUp, withinMs);
      if (signal?.aborted) {
        giveUp();
        return;
      }
      signal?.addEventListener("abort", giveUp, { once: true });
      this.#enqueue(waiting);
      void this.#pump();
    });
  }

  /** Behind all that matter as much or more. */
  #enqueue(waiting: Waiting): void {
    const at = this.#waiting.findIndex(({ rank }) => rank > waiting.rank);
    this.#waiting.splice(at === -1 ? this.#waiting.length : at, 0, waiting);
  }

  async #pump(): Promise<void> {
    if (this.#pumping) {
      return;
    }
    this.#pumping = true;
    try {
      while (this.#waiting.length > 0) {
        await this.#serve();
      }
    } finally {
      this.#pumping = false;
    }
  }

  /** One lease for the waiting of the first rank; whoever is first when it comes may go. */
  async #serve(): Promise<void> {
    const rank = this.#waiting[0]?.rank ?? 0;
    const same = this.#waiting.filter((waiting) => waiting.rank === rank).length;
    const want = Math.min(same, Math.max(1, Math.ceil(this.burst / 4)));
    const granted = await this.lease(want, reserveFor(rank, this.burst)).catch(() => 0);
    for (let n = 0; n < granted; n++) {
      this.#letGo();
    }
    if (granted === 0) {
      await pause(Math.min(250, 1000 / this.callsPerSecond));
    }
  }

  /** The panel's own calls, and those of accounts that had none while they wait, go in the order in which they came. */
  #letGo(): void {
    const lastWent = ({ account }: Waiting) => (account === null ? 0 : (this.#lastWent.get(account) ?? 0));
    const rank = this.#waiting[0]?.rank;
    let next = this.#waiting[0];
    for (const waiting of this.#waiting) {
      if (next && waiting.rank === rank && lastWent(waiting) < lastWent(next)) {
        next = waiting;
      }
    }
    if (next?.account) {
      this.#lastWent.set(next.account, ++this.#went);
    }
    next?.go();
  }
}

/**
 * What another instance's clicks find in the bucket while this one lists or draws: the less a call matters, the more
 * it leaves. A small bucket is nobody's alone.
 */
function reserveFor(rank: number, burst: number): number {
  return Math.floor((burst * 0.3 * rank) / (CALL_PRIORITIES.length - 1));
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
