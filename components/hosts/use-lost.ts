import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useLostAt } from "./live/hosts-live";

const LOST_MS = 5_000;
const AGAIN_MS = 30_000;

interface Loss {
  /** Whether the panel answers anything at all. */
  reaches: () => Promise<boolean>;
  hidden: () => boolean;
  tell: () => void;
}

/**
 * While there is no stream: tells once when nothing else comes through either. A stream alone can be missing for other
 * reasons, and a tab that nobody sees asks nothing. Returns how to stop.
 */
export function followLoss({ reaches, hidden, tell }: Loss): () => void {
  let timer = setTimeout(look, LOST_MS);
  let over = false;
  async function look() {
    const asks = !hidden();
    const there = asks && (await reaches());
    if (over) {
      return;
    }
    if (asks && !there) {
      tell();
    } else {
      timer = setTimeout(look, asks ? AGAIN_MS : LOST_MS);
    }
  }
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** On a connection that died without a word, a request waits for minutes. */
const ANSWER_MS = 10_000;

const reaches = () =>
  fetch("/api/health", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** When the panel, that can't be reached, was last heard (ISO 8601); null while it can, or while that isn't known yet. */
export function useLost(): string | null {
  const lostAt = useLostAt();
  const [since, setSince] = useState<string | null>(null);
  useEffect(() => {
    if (!lostAt) {
      return;
    }
    const at = new Date(lostAt).toISOString();
    const stop = followLoss({ reaches, hidden: () => document.hidden, tell: () => setSince(at) });
    return () => {
      stop();
      setSince(null);
    };
  }, [lostAt]);
  return since;
}

/** Everybody's pages hear at once that the master is back. */
const SPREAD_MS = 2_000;

/** What the server drew while something was silent is drawn again, once, when that is over. */
export function useRefreshWhenBack(silentSince: string | null): void {
  const { refresh } = useRouter();
  const before = useRef(silentSince);
  useEffect(() => {
    const isBack = before.current !== null && silentSince === null;
    before.current = silentSince;
    const timer = isBack ? setTimeout(refresh, Math.random() * SPREAD_MS) : undefined;
    return () => clearTimeout(timer);
  }, [silentSince, refresh]);
}
