import { skipToken, useQuery } from "@tanstack/react-query";
import { useScriptRuns } from "@/components/ui/form/use-script-runs";
import { type HostCache, KNOWN_KEY, type KnownHosts } from "./host-cache";

/**
 * A part of what the browser knows of hosts. `drawn` until something of it was told, and while the page hydrates, which for a
 * part of it may come after the stream's first word.
 */
export function useKnown<T>(
  { client }: HostCache,
  select: (known: KnownHosts) => T | undefined,
  drawn: T,
): T {
  const { data } = useQuery({ queryKey: KNOWN_KEY, queryFn: skipToken, select }, client);
  return useScriptRuns() && data !== undefined ? data : drawn;
}
