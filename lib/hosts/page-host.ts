import "server-only";
import { cache } from "react";
import type { Viewer } from "@/lib/accounts/viewer";
import { hostViewOf } from "./host-read";
import type { HostView } from "./host-view";
import { readProfile } from "./mirror/profile";
import { type OwnedHost, openHost } from "./owned-host";

/**
 * For pages: proven once for each request, however many of its parts (layout, title, body) ask. Keyed by the viewer
 * that this request proved. Never for a command, which proves anew inside the lock.
 */
export const openPageHost = cache(openHost);

export const pageHostView = cache(
  (owned: OwnedHost, viewer: Viewer): Promise<HostView> => hostViewOf(owned, viewer),
);

export const pageProfile = cache(readProfile);
