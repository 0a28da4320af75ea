import { useEffect, useState } from "react";
import type { FoundView } from "@/lib/find/find-view";

/** What came for a question. `waitSeconds`: the limit is used up; null where it failed otherwise. */
export type FindAnswer =
  | { asked: string; found: FoundView }
  | { asked: string; found: null; waitSeconds: number | null };

/** A letter later the question is another one. */
const PAUSE_MS = 100;

/** The newest answer, which may still be that to an earlier question. `opening`: each asks anew, since states change. */
export function useFound(asked: string, opening: number, isOpen: boolean): FindAnswer | null {
  const [answer, setAnswer] = useState<FindAnswer | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening asks anew
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        read(asked, stop.signal).then(setAnswer, () => {
          if (!stop.signal.aborted) {
            setAnswer({ asked, found: null, waitSeconds: null });
          }
        });
      },
      asked.startsWith("q=") ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked, opening, isOpen]);
  return answer;
}

async function read(asked: string, signal: AbortSignal): Promise<FindAnswer> {
  const response = await fetch(`/api/find?${asked}`, { signal });
  if (response.status === 401) {
    // Signed out, or the view is over: the page says which.
    window.location.reload();
  }
  if (response.status === 429) {
    return { asked, found: null, waitSeconds: Number(response.headers.get("retry-after")) || 1 };
  }
  return response.ok
    ? { asked, found: (await response.json()) as FoundView }
    : { asked, found: null, waitSeconds: null };
}
