import type { LiveEvent } from "@/lib/hosts/host-view";

/** Which hosts a tab shows: `open` is polled fast, `list` slowly. */
export interface LiveTargets {
  open: string | null;
  list: string[];
}

export interface LiveListener {
  event(event: LiveEvent): void;
  /** False while there is no stream: lost, or the tab is hidden. */
  connected(connected: boolean): void;
  /** A stream came (back): what happened in between is to be read once. */
  missed(targets: LiveTargets): void;
}

const EVENTS = ["host", "gone", "master", "end"] as const;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
const LIMIT_MS = 60_000;
/** More than this in one address would break at common proxies. */
const LIST_LIMIT = 200;

export function liveAddress({ open, list }: LiveTargets): string | null {
  const search = new URLSearchParams();
  if (open) {
    search.set("open", open);
  }
  if (list.length > 0) {
    search.set("list", list.slice(0, LIST_LIMIT).join(","));
  }
  return search.size === 0 ? null : `/api/live?${search}`.replaceAll("%2C", ",");
}

const parse = (event: (typeof EVENTS)[number], data: string): LiveEvent | null => {
  try {
    return { event, data: JSON.parse(data) } as LiveEvent;
  } catch {
    return null;
  }
};

/** The one event stream of a tab: closed while it is hidden, opened again after a loss, asking less and less often. */
export class LiveConnection {
  #source: EventSource | null = null;
  #targets: LiveTargets = { open: null, list: [] };
  #address: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #missed = false;

  constructor(private readonly listener: LiveListener) {}

  start(): () => void {
    const seen = () => (document.hidden ? this.#leave() : this.#open());
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", seen);
    this.#open();
    return () => {
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("pagehide", this.#leave);
      window.removeEventListener("pageshow", seen);
      this.#close();
    };
  }

  watch = (targets: LiveTargets): void => {
    const address = liveAddress(targets);
    if (address !== this.#address) {
      this.#targets = targets;
      this.#address = address;
      this.#close();
      this.#open();
    }
  };

  #open = (): void => {
    if (this.#source || !this.#address || document.hidden) {
      return;
    }
    clearTimeout(this.#timer);
    const source = new EventSource(this.#address);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.listener.connected(true);
      if (this.#missed) {
        this.#missed = false;
        this.listener.missed(this.#targets);
      }
    };
    source.onerror = () => this.#lost(source);
    for (const name of EVENTS) {
      source.addEventListener(name, (message: MessageEvent<string>) => {
        const event = parse(name, message.data);
        if (event) {
          this.listener.event(event);
        }
      });
    }
  };

  /** The server keeps no more streams for this session: another tab has this one's place, for a while. */
  yieldPlace(): void {
    this.#leave();
    this.#timer = setTimeout(this.#open, LIMIT_MS);
  }

  #leave = (): void => {
    this.#missed = true;
    this.#close();
  };

  #lost(source: EventSource): void {
    if (source !== this.#source) {
      return;
    }
    this.#leave();
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000;
    this.#failures += 1;
    // A stream that is refused says no status: the read finds out whether the session has ended.
    if (this.#failures > 1) {
      this.listener.missed(this.#targets);
    }
    this.#timer = setTimeout(this.#open, wait * (0.75 + Math.random() / 2));
  }

  #close = (): void => {
    clearTimeout(this.#timer);
    if (this.#source) {
      this.#source.close();
      this.#source = null;
      this.listener.connected(false);
    }
  };
}
