import type { LiveEvent } from "@/lib/hosts/host-view";
import { EventStream } from "./event-stream";
import { joinTargets, type LiveTargets, liveAddress } from "./live-targets";
import type { TabGroup, TabMessage } from "./tab-group";

export interface LiveListener {
  event(event: LiveEvent): void;
  /** While there is no stream (lost, or the tab is hidden) when it was last heard, in ms since 1970; null while there is one. */
  lost(at: number | null): void;
  /** A stream came (back): what happened in between is to be read once. */
  missed(targets: LiveTargets): void;
}

/** A leader answers at once: a tab that hears nothing for so long takes a stream of its own. */
const ANSWER_MS = 1_500;
const NOTHING: LiveTargets = { open: null, list: [] };

/**
 * What keeps one tab true while it is seen. The visible tabs of one browser share the stream of one of them, the leader,
 * where it can follow what all of them show; a tab that it can't follow, or that stands alone, has one of its own.
 */
export class LiveConnection {
  #targets = NOTHING;
  readonly #stream: EventStream;
  #standing: (() => void) | null = null;
  #leads = false;
  /** By the leader's stream, while another tab leads. */
  #served = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the other tabs show; the leader's alone. */
  readonly #wants = new Map<string, LiveTargets>();
  /** The newest of each kind, for a tab that comes to a stream that runs. */
  readonly #newest = new Map<string, LiveEvent>();
  /** Those whom the leader's stream follows, and those it can't. */
  #tabs: { serves: string[]; not: string[] } = { serves: [], not: [] };
  #lostAt: number | null | undefined;
  #missed = false;

  constructor(
    private readonly listener: LiveListener,
    private readonly group: TabGroup | null,
  ) {
    this.#stream = new EventStream({
      event: (event) => this.#pass(event),
      lost: (at) => this.#streamIs(at),
      failing: () => this.listener.missed(this.#targets),
    });
  }

  start(): () => void {
    const over = new AbortController();
    const { signal } = over;
    const seen = () => (document.hidden ? this.#leave() : this.#join());
    const deaf = this.group?.hear((message) => this.#hear(message));
    document.addEventListener("visibilitychange", seen, { signal });
    window.addEventListener("pagehide", this.#leave, { signal });
    window.addEventListener("pageshow", seen, { signal });
    seen();
    return () => {
      over.abort();
      this.#leave();
      deaf?.();
    };
  }

  watch = (targets: LiveTargets): void => {
    if (liveAddress(targets) === liveAddress(this.#targets)) {
      return;
    }
    this.#targets = targets;
    if (!this.#standing) {
      return;
    }
    if (this.#leads) {
      this.#serve();
    } else {
      this.#ask();
    }
  };

  #join = (): void => {
    if (this.#standing) {
      return;
    }
    this.#standing = this.group?.stand(this.#lead) ?? (() => undefined);
    this.#ask();
  };

  #leave = (): void => {
    if (!this.#standing) {
      return;
    }
    clearTimeout(this.#timer);
    this.#standing();
    this.#standing = null;
    if (!this.#leads) {
      this.group?.tell({ type: "leave", tab: this.group.tab });
    }
    this.#leads = false;
    this.#served = false;
    this.#stream.close();
    this.#is(Date.now());
  };

  /** The leader for a place in its stream; without one, or where it has none, a stream of one's own. */
  #ask(): void {
    if (!this.group) {
      this.#standAlone();
      return;
    }
    this.group.tell({ type: "want", tab: this.group.tab, targets: this.#targets });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#standAlone, ANSWER_MS);
  }

  #standAlone = (): void => {
    clearTimeout(this.#timer);
    this.#served = false;
    this.#stream.follow(liveAddress(this.#targets));
  };

  #lead = (): void => {
    clearTimeout(this.#timer);
    this.#leads = true;
    this.#missed ||= this.#served;
    this.#served = false;
    this.#wants.clear();
    this.#newest.clear();
    this.group?.tell({ type: "lead" });
    this.#serve();
  };

  /** Follows what all tabs show that fit; tells them. False where the stream did so already. */
  #serve(): boolean {
    let all = this.#targets;
    this.#tabs = { serves: [], not: [] };
    for (const [tab, wanted] of this.#wants) {
      const both = joinTargets(all, wanted);
      if (both) {
        all = both;
        this.#tabs.serves.push(tab);
      } else {
        this.#tabs.not.push(tab);
      }
    }
    const anew = this.#stream.follow(liveAddress(all));
    if (anew) {
      this.#newest.clear();
    }
    this.#tellServed();
    return anew;
  }

  #tellServed(): void {
    const { serves, not } = this.#tabs;
    this.group?.tell({ type: "serves", tabs: serves, not, lostAt: this.#stream.lostAt });
  }

  #hear(message: TabMessage): void {
    if (this.#leads) {
      this.#hearTab(message);
    } else if (this.#standing) {
      this.#hearLeader(message);
    }
  }

  #hearTab(message: TabMessage): void {
    if (message.type === "leave") {
      this.#wants.delete(message.tab);
      this.#serve();
    } else if (message.type === "want") {
      this.#wants.set(message.tab, message.targets);
      // A stream that is opened says everything; one that runs, only what is new.
      if (!this.#serve()) {
        for (const event of this.#newest.values()) {
          this.group?.tell({ type: "event", event });
        }
      }
    }
  }

  #hearLeader(message: TabMessage): void {
    if (message.type === "lead") {
      this.#missed ||= this.#served;
      this.#ask();
    } else if (message.type === "serves") {
      this.#hearServes(message);
    } else if (message.type === "event" && this.#served) {
      this.listener.event(message.event);
    }
  }

  #hearServes({ tabs, not, lostAt }: Extract<TabMessage, { type: "serves" }>): void {
    const own = this.group?.tab ?? "";
    if (tabs.includes(own)) {
      clearTimeout(this.#timer);
      this.#served = true;
      this.#stream.close();
      this.#is(lostAt);
    } else if (not.includes(own)) {
      this.#standAlone();
    }
  }

  #pass(event: LiveEvent): void {
    if (this.#leads) {
      this.#newest.set("id" in event.data ? event.data.id : event.event, event);
      this.group?.tell({ type: "event", event });
    }
    this.listener.event(event);
  }

  #streamIs(lostAt: number | null): void {
    if (this.#leads) {
      this.#newest.clear();
      this.#tellServed();
    }
    this.#is(lostAt);
  }

  #is(lostAt: number | null | undefined): void {
    if (lostAt === undefined) {
      return;
    }
    if (lostAt !== this.#lostAt) {
      this.#lostAt = lostAt;
      this.listener.lost(lostAt);
    }
    if (lostAt === null && this.#missed) {
      this.listener.missed(this.#targets);
    }
    this.#missed = lostAt !== null;
  }
}
