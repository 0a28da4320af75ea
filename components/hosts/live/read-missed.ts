import { reloadUnlessLeaving } from "@/components/ui/form/answer";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import type { HostCache } from "./host-cache";
import type { LiveTargets } from "./live-targets";

/** Reads once what happened while there was no stream. A session that has ended loads the page anew. */
export async function readMissed(cache: HostCache, { open, list }: LiveTargets): Promise<void> {
  if (open) {
    const answer = await read(`/api/hosts/${open}`);
    if (answer === "gone") {
      cache.removeHost(open);
    } else if (answer) {
      cache.putHost(answer as HostView);
    }
  }
  if (list.length > 0) {
    await readList(cache);
  }
}

export async function readList(cache: HostCache): Promise<void> {
  const answer = await read("/api/hosts");
  if (answer && answer !== "gone") {
    cache.putList(answer as HostListView);
  }
}

async function read(address: string): Promise<unknown> {
  try {
    // Chromium holds back a second read of the same address until the first is done, unless nothing is to be stored.
    const response = await fetch(address, { cache: "no-store" });
    if (response.status === 401) {
      reloadUnlessLeaving();
      return null;
    }
    if (response.status === 404) {
      return "gone";
    }
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
