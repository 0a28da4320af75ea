import { LRUCache } from "lru-cache";

/** Two queues side by side: strangers compete with each other alone, and known callers wait for none of them. */
export type QueueLane = "known" | "stranger";

export interface QueueTurn {
  lane: QueueLane;
  /** Whose share of the work it is: first each network's, within it each address's. */
  network: string;
  address: string;
  /** Aborted when the caller hung up: its turn is dropped as long as it waits. */
  signal?: AbortSignal | null;
}

/** The queue is full. Told by its field, as bundles share the queue and no class. */
class QueueFull extends Error {
  constructor(readonly queueFullSeconds: number) {
    super("too many wait");
  }
}

/** The seconds to wait where `reason` is that of a full queue, else null. */
export const queueFullSeconds = (reason: unknown): number | null =>
  reason instanceof Error && "queueFullSeconds" in reason ? Number(reason.queueFullSeconds) : null;

class CallerGone extends Error {
  readonly callerGone = true;
}

/** Whether `reason` is that the caller hung up before its turn came. */
export const isCallerGone = (reason: unknown): boolean => reason instanceof Error && "callerGone" in reason;

interface Waiting {
  network: string;
  address: string;
  start: () => void;
  refuse: (reason: Error) => void;
}

interface Lane {
  running: number;
  readonly atOnce: number;
  /** The newest last. */
  readonly waiting: Waiting[];
}

const networkKey = ({ network }: { network: string }): string => network;
const addressKey = ({ network, address }: { network: string; address: string }): string =>
  `${network} ${address}`;

/** How long a turn counts against its network and address: an office that signed in a moment ago is no flood. */
const LATELY_MS = 15_000;
const COUNTED = 10_000;

/**
 * Work that a flood could ask for: so much at once in each lane, and so many waiting. The network that had the fewest
 * turns lately goes first; when the queue is full, the one that takes the most room gives way. Among equals the newest goes
 * first: in a flood the oldest are the likeliest to have given up.
 */
export class FairQueue {
  readonly #lanes: Record<QueueLane, Lane>;
  readonly #turns = new LRUCache<string, number>({ max: COUNTED, ttl: LATELY_MS, noUpdateTTL: true });

  constructor(
    atOnce: Record<QueueLane, number>,
    readonly longest: number,
    /** A turn's usual length, for what callers are told to wait. */
    readonly turnMs: number,
  ) {
    this.#lanes = {
      known: { running: 0, atOnce: atOnce.known, waiting: [] },
      stranger: { running: 0, atOnce: atOnce.stranger, waiting: [] },
    };
  }

  /** Runs `work` in its turn. Throws what `queueFullSeconds` or `isCallerGone` tell. */
  async run<T>(turn: QueueTurn, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes[turn.lane];
    await this.#enter(lane, turn);
    try {
      return await work();
    } finally {
      lane.running -= 1;
      if (lane.running < lane.atOnce) {
        this.#inOrder(lane)[0]?.start();
      }
    }
  }

  async #enter(lane: Lane, turn: QueueTurn): Promise<void> {
    const { network, address, signal } = turn;
    if (signal?.aborted) {
      throw new CallerGone();
    }
    if (lane.running < lane.atOnce) {
      this.#begin(lane, turn);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        signal?.removeEventListener("abort", hungUp);
        lane.waiting.splice(lane.waiting.indexOf(waiting), 1);
      };
      const refuse = (reason: Error) => {
        leave();
        reject(reason);
      };
      const hungUp = () => refuse(new CallerGone());
      const start = () => {
        leave();
        this.#begin(lane, turn);
        resolve();
      };
      const waiting = { network, address, start, refuse };
      lane.waiting.push(waiting);
      signal?.addEventListener("abort", hungUp, { once: true });
      if (lane.waiting.length > this.longest) {
        const seconds = Math.ceil((this.longest * this.turnMs) / lane.atOnce / 1000);
        this.#last(lane)?.refuse(new QueueFull(Math.max(1, seconds)));
      }
    });
  }

  #begin(lane: Lane, turn: QueueTurn): void {
    lane.running += 1;
    for (const key of [networkKey(turn), addressKey(turn)]) {
      this.#turns.set(key, (this.#turns.get(key) ?? 0) + 1);
    }
  }

  /** Who gives way: of the network, and then the address, that asks for most, the oldest. In a flood this runs for each request. */
  #last({ waiting }: Lane): Waiting | undefined {
    const network = this.#asksMost(waiting, networkKey);
    const inNetwork = waiting.filter((one) => one.network === network?.network);
    const last = this.#asksMost(inNetwork, addressKey);
    return inNetwork.find((one) => one.address === last?.address);
  }

  /** The oldest of those whose turns, had and waited for, are the most. */
  #asksMost(waiting: readonly Waiting[], keyOf: (one: Waiting) => string): Waiting | undefined {
    const asked = new Map<string, { first: Waiting; turns: number }>();
    for (const one of waiting) {
      const key = keyOf(one);
      const before = asked.get(key);
      if (before) {
        before.turns += 1;
      } else {
        asked.set(key, { first: one, turns: 1 + (this.#turns.get(key) ?? 0) });
      }
    }
    let most: { first: Waiting; turns: number } | undefined;
    for (const one of asked.values()) {
      if (!most || one.turns > most.turns) {
        most = one;
      }
    }
    return most?.first;
  }

  /** Who waits, the next one first. */
  #inOrder(lane: Lane): Waiting[] {
    const newestFirst = lane.waiting.toReversed();
    // Each address's second waits behind every other's first, and so for networks.
    const inNetworks = this.#fewestTurnsFirst(newestFirst, addressKey);
    return this.#fewestTurnsFirst(inNetworks, networkKey);
  }

  #fewestTurnsFirst(waiting: readonly Waiting[], keyOf: (one: Waiting) => string): Waiting[] {
    const counted = new Map<string, number>();
    const ranked = waiting.map((one) => {
      const key = keyOf(one);
      const before = counted.get(key) ?? this.#turns.get(key) ?? 0;
      counted.set(key, before + 1);
      return { one, before };
    });
    return ranked.sort((a, b) => a.before - b.before).map(({ one }) => one);
  }
}
