"use client";

import {
  createContext,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from "react";
import { ring } from "@/components/shell/bell-count";
import { reloadUnlessLeaving } from "@/components/ui/form/answer";
import { late } from "@/components/ui/late";
import type { HostView } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import type { HostFormAction } from "../power/use-power";
import { Clock } from "../time/clock";
import { OwnTimeZone } from "../time/own-time-zone";
import { type Ended, HostCache } from "./host-cache";
import { LiveConnection } from "./live-connection";
import type { LiveTargets } from "./live-targets";
import { readMissed } from "./read-missed";
import { openTabGroup } from "./tab-group";

/** Its script comes with the first operation that ends. */
const EndToasts = late(async () => (await import("../operate/end-toasts")).EndToasts);

interface Shared {
  cache: HostCache;
  watch: (targets: LiveTargets) => void;
  command: HostFormAction;
  /** A form's key for a click that comes before the browser can make its own. */
  seed: string;
}

export const HostsContext = createContext<Shared | null>(null);

/** By itself: whoever reads the cache needn't be drawn anew when the stream opens. */
const LostContext = createContext<number | null | undefined>(null);

/** Without a stream, when it was last heard (ms since 1970); null while there is one, undefined until that is known. */
export const useLostAt = (): number | null | undefined => use(LostContext);

export function useHosts(): Shared {
  const shared = use(HostsContext);
  if (!shared) {
    throw new Error("useHosts stands outside of HostsLive");
  }
  return shared;
}

interface HostsLiveProps {
  /** Stands for the session, and opens nothing. What one person saw is never another's first picture. */
  session: string;
  command: HostFormAction;
  seed: string;
  /** The server's time, in ms. */
  now: number;
  /** The account's own time zone; without one, the browser's. */
  zone: string | null;
  /** Another one begins anew: what was known under the last is no longer true of it. */
  subject?: string;
  /** Staff see many people's hosts: what others asked for ends in its row, without a word over the list. */
  onlyOwn?: boolean;
  children: ReactNode;
}

/** Around all pages of hosts: what the browser knows of them, and the one stream that keeps it true. */
export function HostsLive({ session, now, zone, subject = "", ...rest }: HostsLiveProps) {
  return (
    <Clock now={now}>
      <OwnTimeZone zone={zone}>
        <Stream key={`${session} ${subject}`} session={session} {...rest} />
      </OwnTimeZone>
    </Clock>
  );
}

type StreamProps = Omit<HostsLiveProps, "now" | "zone" | "subject">;

function Stream({ session, command, seed, onlyOwn, children }: StreamProps) {
  const [ended, setEnded] = useState<{ host: HostView; operation: OperationView }[]>([]);
  const noteEnd: Ended = useCallback(
    (host, operation) => setEnded((before) => [...before, { host, operation }]),
    [],
  );
  const [cache] = useState(() => new HostCache(noteEnd));
  const [lostAt, setLostAt] = useState<number | null>();
  const [connection] = useState(() => connect(session, cache, setLostAt));
  useEffect(() => connection.start(), [connection]);
  const shared = useMemo(
    () => ({ cache, watch: connection.watch, command, seed }),
    [cache, connection, command, seed],
  );
  return (
    <HostsContext value={shared}>
      <LostContext value={lostAt}>{children}</LostContext>
      {ended.length > 0 ? (
        <Suspense>
          <EndToasts ended={ended} onlyOwn={onlyOwn} />
        </Suspense>
      ) : null}
    </HostsContext>
  );
}

function connect(session: string, cache: HostCache, lost: (at: number | null) => void): LiveConnection {
  return new LiveConnection(
    {
      event(event) {
        if (event.event === "end") {
          // Signed out, or no longer let in: the page says which.
          reloadUnlessLeaving();
        } else if (event.event === "bell") {
          ring(event.data.unread);
        } else {
          cache.apply(event);
        }
      },
      lost,
      missed: (targets) => readMissed(cache, targets),
    },
    openTabGroup(session),
  );
}
