import type { LiveEvent } from "@/lib/hosts/host-view";
import type { LiveTargets } from "./live-targets";

export type TabMessage =
  | { type: "want"; tab: string; targets: LiveTargets }
  | { type: "leave"; tab: string }
  /** A new leader, who knows nobody yet. */
  | { type: "lead" }
  /** Whom the leader's stream serves, and who has to see to itself. Who isn't named was not heard yet. */
  | { type: "serves"; tabs: string[]; not: string[]; lostAt: number | null | undefined }
  | { type: "event"; event: LiveEvent };

/** The tabs of one browser that hold one session. What a tab tells, all others hear. */
export interface TabGroup {
  readonly tab: string;
  tell(message: TabMessage): void;
  hear(listener: (message: TabMessage) => void): () => void;
  /** `elected` is called when this tab leads, maybe never; the answer gives the place up. */
  stand(elected: () => void): () => void;
}

/** Null where the browser can't (web locks need HTTPS or loopback): each tab has a stream of its own then. */
export function openTabGroup(session: string): TabGroup | null {
  if (typeof BroadcastChannel === "undefined" || !globalThis.navigator?.locks) {
    return null;
  }
  const name = `panel-live-${session}`;
  let channel: BroadcastChannel | null = null;
  return {
    tab: Math.random().toString(36).slice(2),
    tell: (message) => channel?.postMessage(message),
    hear(listener) {
      const open = new BroadcastChannel(name);
      open.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
      channel = open;
      return () => {
        open.close();
        channel = null;
      };
    },
    stand(elected) {
      const waiting = new AbortController();
      let giveUp = () => waiting.abort();
      const held = () =>
        new Promise<void>((resolve) => {
          giveUp = resolve;
          elected();
        });
      // Rejects when given up before it was held; a browser that refuses locks leaves the tab to itself.
      navigator.locks
        .request(name, { signal: waiting.signal }, () => (waiting.signal.aborted ? undefined : held()))
        .catch(() => undefined);
      return () => giveUp();
    },
  };
}
