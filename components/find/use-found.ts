import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { FoundView } from "@/lib/find/find-view";

/** What came for a question. `waitSeconds`: the limit is used up; null where it failed otherwise. */
export type FindAnswer =
  | { asked: string; found: FoundView }
  | { asked: string; found: null; waitSeconds: number | null };

/** A letter later the question is another one. */
const PAUSE_MS = 100;

/**
 * The newest answer, which may still be that to an earlier question. `opening`: each asks anew, since states change. What is
 * still being typed is asked for by nobody.
 */
export function useFound(asked: string, opening: number, isOpen: boolean): FindAnswer | null {
  const { data } = useQuery({
    queryKey: ["found", asked, opening],
    enabled: isOpen,
    staleTime: 0,
    queryFn: async ({ signal }): Promise<FindAnswer> => {
      await pause(asked.startsWith("q=") ? PAUSE_MS : 0, signal);
      return read(asked, signal).catch(() => {
        signal.throwIfAborted();
        return { asked, found: null, waitSeconds: null };
      });
    },
    placeholderData: keepPreviousData,
  });
  return data ?? null;
}

/** In milliseconds; rejects where `signal` has ended it by then. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  signal.throwIfAborted();
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
