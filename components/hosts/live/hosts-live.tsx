"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
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
import { joinTargets, type LiveTargets, liveAddress } from "./live-targets";
import { readMissed } from "./read-missed";
import { openTabGroup } from "./tab-group";
import { useKnown } from "./use-known";

/** Its script comes with the first operation that goes on. */
const OperationsTray = late(async () => (await import("../operate/operations-tray")).OperationsTray);
/** Its script comes with the first operation that ends. */
const EndToasts = late(async () => (await import("../operate/end-toasts")).EndToasts);

interface Shared {
  cache: HostCache;
  watch: (targets: LiveTargets) => void;
  command: HostFormAction;
  /** A form's key for a click that comes before the browser can make its own. */
  seed: string;
}

const HostsContext = createContext<Shared | null>(null);

/** What hooks below it read: what is known of hosts, and answers that are kept by key beside it. */
export function HostsProvider({ value, children }: { value: Shared; children: ReactNode }) {
  return (
    <HostsContext value={value}>
      <QueryClientProvider client={value.cache.client}>{children}</QueryClientProvider>
    </HostsContext>
  );
}

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
  /** On which something went on as the page was drawn, whichever the page is about. */
  running?: readonly HostView[];
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

function Stream({ session, running: drawn = NONE, command, seed, onlyOwn, children }: StreamProps) {
  const [ended, setEnded] = useState<{ host: HostView; operation: OperationView }[]>([]);
  const noteEnd: Ended = useCallback(
    (host, operation) => setEnded((before) => [...before, { host, operation }]),
    [],
  );
  const [cache] = useState(() => new HostCache(noteEnd));
  const [lostAt, setLostAt] = useState<number | null>();
  const [connection] = useState(() => connect(session, cache, setLostAt));
  useEffect(() => connection.start(), [connection]);
  useLayoutEffect(() => {
    for (const host of drawn) {
      cache.putHost(host);
    }
  }, [cache, drawn]);
  const running = useKnown(cache, (known) => known.running, NONE);
  const watch = useWatch(connection, running);
  const shared = useMemo(() => ({ cache, watch, command, seed }), [cache, watch, command, seed]);
  const shown = onlyOwn ? running.filter(({ operation }) => operation?.byViewer) : running;
  return (
    <HostsProvider value={shared}>
      <LostContext value={lostAt}>{children}</LostContext>
      {shown.length > 0 ? (
        <Suspense>
          <OperationsTray running={shown} hostsAt={onlyOwn ? "/admin/hosts" : "/hosts"} />
        </Suspense>
      ) : null}
      {ended.length > 0 ? (
        <Suspense>
          <EndToasts {...{ ended, onlyOwn, command, seed, cache }} />
        </Suspense>
      ) : null}
    </HostsProvider>
  );
}

const NONE: readonly HostView[] = [];

/** Beside what a page shows, the stream follows what goes on elsewhere: the tray tells of that. */
function useWatch(connection: LiveConnection, running: readonly HostView[]): (targets: LiveTargets) => void {
  const wanted = useRef<LiveTargets>({ open: null, list: [] });
  const ids = running.map(({ id }) => id).join(" ");
  const now = useRef(ids);
  const follow = useCallback(() => {
    const list = now.current.split(" ").filter((id) => id !== "" && id !== wanted.current.open);
    connection.watch(joinTargets(wanted.current, { open: null, list }) ?? wanted.current);
  }, [connection]);
  useEffect(() => {
    now.current = ids;
    // A page that shows no hosts has no stream.
    if (liveAddress(wanted.current) !== null) {
      follow();
    }
  }, [ids, follow]);
  return useCallback(
    (targets) => {
      wanted.current = targets;
      if (liveAddress(targets) === null) {
        connection.watch(targets);
      } else {
        follow();
      }
    },
    [connection, follow],
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
