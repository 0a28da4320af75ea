"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { Clock } from "../clock";
import { OwnZone } from "../own-zone";
import type { PowerAction } from "../power/use-power";
import { useEndToast } from "../use-end-toast";
import { HostCache } from "./host-cache";
import { LiveConnection, type LiveTargets } from "./live-connection";
import { readMissed } from "./read-missed";

interface Shared {
  /** Stands for the session in cache keys; opens nothing. */
  session: string;
  cache: HostCache;
  /** Null until it is known whether a stream comes. */
  connected: boolean | null;
  watch: (targets: LiveTargets) => void;
  power: PowerAction;
  /** A form's key for a click that comes before the browser can make its own. */
  seed: string;
}

const Context = createContext<Shared | null>(null);

export function useHosts(): Shared {
  const shared = use(Context);
  if (!shared) {
    throw new Error("useHosts stands outside of HostsLive");
  }
  return shared;
}

interface HostsLiveProps {
  session: string;
  power: PowerAction;
  seed: string;
  /** The server's time, in ms. */
  now: number;
  /** The account's own time zone; without one, the browser's. */
  zone: string | null;
  children: ReactNode;
}

/** Around all pages of hosts: what the browser knows of them, and the one stream that keeps it true. */
export function HostsLive({ session, power, seed, now, zone, children }: HostsLiveProps) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: 300_000, retry: false } },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <Clock now={now}>
        <OwnZone zone={zone}>
          <Stream client={client} session={session} power={power} seed={seed}>
            {children}
          </Stream>
        </OwnZone>
      </Clock>
    </QueryClientProvider>
  );
}

function Stream({
  client,
  session,
  power,
  seed,
  children,
}: Pick<Shared, "session" | "power" | "seed"> & { client: QueryClient; children: ReactNode }) {
  const ended = useEndToast();
  const [cache] = useState(() => new HostCache(client, session, ended));
  const [connected, setConnected] = useState<boolean | null>(null);
  const [connection] = useState(() => connect(cache, setConnected));
  useEffect(() => connection.start(), [connection]);
  return (
    <Context value={{ session, cache, connected, watch: connection.watch, power, seed }}>{children}</Context>
  );
}

function connect(cache: HostCache, connected: (connected: boolean) => void): LiveConnection {
  const connection = new LiveConnection({
    event(event) {
      if (event.event !== "end") {
        cache.apply(event);
      } else if (event.data.reason === "limit") {
        connection.yieldPlace();
      } else {
        // Signed out, or no longer let in: the page says which.
        location.reload();
      }
    },
    connected,
    missed: (targets) => readMissed(cache, targets),
  });
  return connection;
}
