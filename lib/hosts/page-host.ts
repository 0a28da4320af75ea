import "server-only";
import { cache } from "react";
import type { Viewer } from "@/lib/accounts/viewer";
import { log } from "../log";
import { type HostNow, hostNowOf } from "./host-read";
import type { HostView } from "./host-view";
import { readProfile } from "./mirror/profile";
import { type OwnedHost, openHost } from "./owned-host";

/**
 * For pages: proven once for each request, however many of its parts (layout, title, body) ask. Keyed by the viewer
 * that this request proved. Never for a command, which proves anew inside the lock.
 */
export const openPageHost = cache(async (viewer: Viewer, idText: string): Promise<OwnedHost | null> => {
  const owned = await openHost(viewer, idText);
  if (!owned) {
    log.info("a host's page was refused");
  }
  return owned;
});

export const pageHostNow = cache(
  (owned: OwnedHost, viewer: Viewer): Promise<HostNow> => hostNowOf(owned, viewer),
);

export const pageHostView = async (owned: OwnedHost, viewer: Viewer): Promise<HostView> =>
  (await pageHostNow(owned, viewer)).host;

export const pageProfile = cache(readProfile);
