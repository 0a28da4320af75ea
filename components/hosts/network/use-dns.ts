import { useEffect, useState } from "react";
import type { DnsView, DomainList } from "@/lib/hosts/network/network-view";

interface Dns {
  findings: DnsView["findings"];
  asking: boolean;
  /** Null where there is nothing left to ask for. */
  again: (() => void) | null;
}

/** Where the domains lead: asked for after the page is there, again when one comes back to it, and on demand. */
export function useDns(vmId: string, { rows, isChecked }: DomainList): Dns {
  const [findings, setFindings] = useState<DnsView["findings"]>({});
  const [turn, setTurn] = useState(0);
  const [asking, setAsking] = useState(false);
  const domains = rows?.flatMap(({ domain, record }) => (record ? [domain] : [])) ?? [];
  const key = isChecked ? domains.join(" ") : "";
  const isSettled = domains.every((domain) => findings[domain]?.state === "here");

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
  useEffect(() => {
    if (key === "") {
      return;
    }
    const control = new AbortController();
    setAsking(true);
    void read(vmId, control.signal)
      .then((told) => told && setFindings(told))
      .finally(() => !control.signal.aborted && setAsking(false));
    return () => control.abort();
  }, [vmId, key, turn]);

  useEffect(() => {
    const look = () => {
      if (!document.hidden) {
        setTurn((n) => n + 1);
      }
    };
    if (key !== "" && !isSettled) {
      document.addEventListener("visibilitychange", look);
      return () => document.removeEventListener("visibilitychange", look);
    }
  }, [key, isSettled]);

  return { findings, asking, again: key === "" || isSettled ? null : () => setTurn((n) => n + 1) };
}

/** Null where nothing was told: what is known stands. */
async function read(vmId: string, signal: AbortSignal): Promise<DnsView["findings"] | null> {
  try {
    const response = await fetch(`/api/hosts/${vmId}/dns`, { signal });
    const view: DnsView | null = response.ok ? await response.json() : null;
    return view?.findings ?? null;
  } catch {
    return null;
  }
}
