import type { LiveEvent } from "@/lib/hosts/host-view";

export interface StreamListener {
  event(event: LiveEvent): void;
  /** False once it is lost: not when it is closed, nor when it goes on at another address. */
  connected(connected: boolean): void;
  /** Refused or lost again and again: an `EventSource` doesn't say whether the session has ended. */
  failing(): void;
}

const EVENTS = ["host", "gone", "master", "activity", "end"] as const;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
const LIMIT_MS = 60_000;

const parse = (event: (typeof EVENTS)[number], data: string): LiveEvent | null => {
  try {
    return { event, data: JSON.parse(data) } as LiveEvent;
  } catch {
    return null;
  }
};

/** One `EventSource`, opened again after a loss, asking less and less often. */
export class EventStream {
  #source: EventSource | null = null;
  #address: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #connected: boolean | null = null;

  constructor(private readonly listener: StreamListener) {}

  /** Null while it isn't known, at first and when closed. */
  get connected(): boolean | null {
    return this.#connected;
  }

  /** Follows this address and no other; null follows nothing. False where it did so already. */
  follow(address: string | null): boolean {
    if (address === this.#address) {
      return false;
    }
    this.#drop();
    this.#address = address;
    this.#failures = 0;
    if (!address) {
      this.#connected = null;
    }
    this.#open();
    return true;
  }

  close(): void {
    this.follow(null);
  }

  #open = (): void => {
    if (!this.#address) {
      return;
    }
    const source = new EventSource(this.#address);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.#tell(true);
    };
    source.onerror = () => this.#lost(source);
    for (const name of EVENTS) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        const event = parse(name, message.data);
        if (event?.event === "end" && event.data.reason === "limit") {
          this.#yieldPlace();
        } else if (event) {
          this.listener.event(event);
        }
      });
    }
  };

  /** The server keeps no more streams for this session: another one has this one's place, for a while. */
  #yieldPlace(): void {
    this.#drop();
    this.#tell(false);
    this.#timer = setTimeout(this.#open, LIMIT_MS);
  }

  #lost(source: EventSource): void {
    if (source !== this.#source) {
      return;
    }
    this.#drop();
    this.#tell(false);
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000;
    this.#failures += 1;
    if (this.#failures > 1) {
      this.listener.failing();
    }
    this.#timer = setTimeout(this.#open, wait * (0.75 + Math.random() / 2));
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #tell(connected: boolean): void {
    if (connected !== this.#connected) {
      this.#connected = connected;
      this.listener.connected(connected);
    }
  }
}
