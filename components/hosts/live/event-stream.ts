import { HEARTBEAT_MS, type LiveEvent } from "@/lib/hosts/host-view";

export interface StreamListener {
  event(event: LiveEvent): void;
  /**
   * At every opening, with null, and at every loss, with when it was last heard (ms since 1970): not when it is closed, nor
   * when it goes on at another address.
   */
  lost(at: number | null): void;
  /** Refused or lost again and again: an `EventSource` doesn't say whether the session has ended. */
  failing(): void;
}

const EVENTS = ["host", "gone", "master", "activity", "bell", "end"] as const;
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const LIMIT_MS = 60_000;
/** Two looks for each heartbeat: after five in a row that found nothing new, the stream is lost. */
const LOOK_MS = HEARTBEAT_MS / 2;
const MOST_QUIET = 5;

const parse = (event: (typeof EVENTS)[number], data: string): LiveEvent | null => {
  try {
    return { event, data: JSON.parse(data) } as LiveEvent;
  } catch {
    return null;
  }
};

/** One `EventSource`, opened again after a loss, asking less and less often. */
export class EventStream {
  /** Null while it is open; undefined while that isn't known, at first and when closed. Its own to change. */
  lostAt: number | null | undefined;
  #source: EventSource | null = null;
  #address: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #heardAt = Date.now();

  constructor(private readonly listener: StreamListener) {}

  /** Follows this address and no other; null follows nothing. False where it did so already. */
  follow(address: string | null): boolean {
    if (address === this.#address) {
      return false;
    }
    this.#drop();
    this.#address = address;
    this.#failures = 0;
    if (address) {
      this.#open();
    } else {
      this.lostAt = undefined;
    }
    return true;
  }

  close(): void {
    this.follow(null);
  }

  #open = (): void => {
    const source = new EventSource(this.#address ?? "");
    this.#source = source;
    const heard = this.#watchSilence();
    source.onopen = () => {
      this.#failures = 0;
      heard();
      this.#tell(null);
    };
    source.onerror = this.#lost;
    source.onmessage = heard;
    for (const name of EVENTS) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        heard();
        const event = parse(name, message.data);
        if (event?.event === "end" && event.data.reason === "limit") {
          // The server keeps no more streams for this session: another one has this one's place, for a while.
          this.#again(LIMIT_MS);
        } else if (event) {
          this.listener.event(event);
        }
      });
    }
  };

  /** Until the stream is dropped. The answer is to be called whenever something came. */
  #watchSilence(): () => void {
    let lookedAt = Date.now();
    /** How many looks found that nothing had come since the one before. */
    let quiet = 0;
    this.#timer = setInterval(() => {
      const slept = Date.now() - lookedAt > 2 * LOOK_MS;
      lookedAt = Date.now();
      if (slept) {
        // What was silent was the device: whether the connection outlived that shows late, a new one shows at once.
        this.#again(0);
      } else if (++quiet > MOST_QUIET) {
        this.#lost();
      }
    }, LOOK_MS);
    return () => {
      quiet = 0;
      this.#heardAt = Date.now();
    };
  }

  #lost = (): void => {
    const wait = Math.min(RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS);
    this.#again(wait * (0.75 + Math.random() / 2));
    if (this.#failures++ > 0) {
      this.listener.failing();
    }
  };

  #again(waitMs: number): void {
    this.#drop();
    this.#tell(this.#heardAt);
    this.#timer = setTimeout(this.#open, waitMs);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #tell(lostAt: number | null): void {
    this.lostAt = lostAt;
    this.listener.lost(lostAt);
  }
}
