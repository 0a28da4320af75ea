"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { openedAt } from "@/components/find/opened";
import { recentPaths } from "@/components/find/recent";
import { inProgressOf, signOfHost } from "@/components/hosts/host-look";
import { Link } from "@/components/ui/link";
import { StateDot } from "@/components/ui/state";
import type { FoundHost, FoundView } from "@/lib/find/find-view";

interface RecentHostsProps {
  /** Under which the browser keeps what was opened. */
  account: string;
  isStaff: boolean;
  title: string;
}

const AT_MOST = 6;
/** Older, states are asked for again at the next page. */
const FRESH_MS = 30_000;

/**
 * The hosts that were opened last, the open one first, with their states. The browser keeps their numbers alone: what they
 * are called and whether they are still this person's comes from the server. At a desk with room for words only.
 */
export function RecentHosts({ account, isStaff, title }: RecentHostsProps) {
  const path = usePathname();
  const [hosts, setHosts] = useState<FoundHost[]>([]);
  const asked = useRef({ ids: "", at: 0 });
  const open = openedAt(path);
  useEffect(() => {
    const ids = [...new Set([path, ...recentPaths(account)].flatMap(hostOf))].slice(0, AT_MOST);
    const wanted = ids.join();
    if (
      ids.length === 0 ||
      !matchMedia("(min-width: 1200px)").matches ||
      (asked.current.ids === wanted && Date.now() - asked.current.at < FRESH_MS)
    ) {
      return;
    }
    asked.current = { ids: wanted, at: Date.now() };
    const stop = new AbortController();
    fetch(`/api/find?${new URLSearchParams(ids.map((id) => ["recent", id]))}`, { signal: stop.signal })
      .then(async (response) => {
        if (response.ok) {
          const found = ((await response.json()) as FoundView).hosts;
          setHosts(ids.flatMap((id) => found.find((host) => host.id === id) ?? []));
        }
      })
      // It shows what it has.
      .catch(() => {
        asked.current = { ids: "", at: 0 };
      });
    return () => stop.abort();
  }, [account, path]);
  return hosts.length === 0 ? null : (
    <section className="flex min-h-0 flex-col gap-0.5 max-xl:hidden" aria-label={title}>
      <p className="px-2 pb-1 font-medium text-12 text-ink-3">{title}</p>
      {hosts.map((host) => (
        <Link
          key={host.id}
          href={`${isStaff ? "/admin" : ""}/hosts/${host.id}`}
          aria-current={open?.what === "host" && open.id === host.id ? "true" : undefined}
          className="flex min-h-7 items-center gap-2.5 rounded-md px-2 text-13 text-ink-2 no-underline transition-colors -outline-offset-2 hover:bg-hover hover:text-ink aria-[current=true]:bg-press aria-[current=true]:font-medium aria-[current=true]:text-ink"
        >
          <span className="grid w-4 place-items-center">
            <StateDot sign={signOfHost(host.state, host.view && inProgressOf(host.view))} />
          </span>
          <span className="truncate">{host.name}</span>
        </Link>
      ))}
    </section>
  );
}

const hostOf = (path: string): string[] => {
  const opened = openedAt(path);
  return opened?.what === "host" && /^\d+$/.test(opened.id) ? [opened.id] : [];
};
