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

const WINDOW_MS = 1_000;

/**
 * The waiting queue of a process: what matters most goes first, and what waited too long leaves. Of what matters the
 * same, the account with the fewest calls in the last second goes first. While others wait no account gets more than half
 * of the calls, whatever they are for: one customer's many commands don't stop what another's page reads.
 */
export class CallQueue implements CallBudget {
  readonly #waiting: Waiting[] = [];
  /** When calls of an account went, in the last second. */
  readonly #went = new Map<string, number[]>();
  #pumping = false;
  /** While the bucket has nothing for a call of this rank: what matters more may find something, and asks at once. */
  #pausing: { rank: number; end(): void } | null = null;

  constructor(
    readonly lease: Lease,
    readonly callsPerSecond: number,
    readonly burst: number,
    /** The account that the current call is for. */
    readonly accountOf: () => string | null = () => null,
  ) {}

  /** How many calls wait. */
  get length(): number {
    return this.#waiting.length;
  }

  take(priority: CallPriority, withinMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", giveUp);
        const at = this.#waiting.indexOf(waiting);
        if (at !== -1) {
          this.#waiting.splice(at, 1);
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
    if (this.#pausing && waiting.rank < this.#pausing.rank) {
      this.#pausing.end();
    }
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

  /** One lease for all that matter as much as the first; whoever is first when it comes may go. */
  async #serve(): Promise<void> {
    const { rank, isOver } = this.#inOrder()[0] ?? { rank: 0, isOver: false };
    const same = this.#inOrder().filter((one) => one.rank === rank && one.isOver === isOver).length;
    const want = Math.min(same, Math.max(1, Math.ceil(this.burst / 4)));
    const granted = await this.lease(want, reserveFor(rank, this.burst)).catch(() => 0);
    for (let n = 0; n < granted; n++) {
      this.#letGo();
    }
    if (granted === 0) {
      await this.#pause(rank);
    }
  }

  async #pause(rank: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(250, 1000 / this.callsPerSecond));
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#pausing = { rank, end };
    });
    this.#pausing = null;
  }

  /** Sorting is stable: what is equal stays in the order in which it came. */
  #inOrder() {
    const since = performance.now() - WINDOW_MS;
    for (const [account, times] of this.#went) {
      const lately = times.filter((at) => at > since);
      lately.length > 0 ? this.#went.set(account, lately) : this.#went.delete(account);
    }
    return this.#waiting
      .map((waiting) => {
        const { rank, account } = waiting;
        const used = account === null ? 0 : (this.#went.get(account)?.length ?? 0);
        return { waiting, rank, used, isOver: used >= Math.max(1, this.callsPerSecond / 2) };
      })
      .sort((a, b) => Number(a.isOver) - Number(b.isOver) || a.rank - b.rank || a.used - b.used);
  }

  #letGo(): void {
    const next = this.#inOrder()[0]?.waiting;
    if (next?.account) {
      this.#went.set(next.account, [...(this.#went.get(next.account) ?? []), performance.now()]);
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
