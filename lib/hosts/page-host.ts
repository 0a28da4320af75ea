import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { answerUnavailable, leadTo } from "@/lib/response-status";
import { log } from "../log";
import { type HostNow, hostAsOpened } from "./host-read";
import type { HostView } from "./host-view";
import { readProfile } from "./mirror/profile";
import { findHost, type OwnedHost } from "./owned-host";
import { rescueDisc, rescueViewOf } from "./rescue/rescues";

/**
 * For pages: proven once for each request, however many of its parts (layout, title, body) ask. Keyed by the viewer
 * that this request proved. Never for a command, which proves anew inside the lock.
 */
const findPageHost = cache(async (viewer: Viewer, idText: string) => {
  const found = await findHost(viewer, idText);
  if (found === null) {
    log.info("a host's page was refused");
  }
  return found;
});

/** For titles. Null where the page shows no host. */
export async function openPageHost(viewer: Viewer, idText: string): Promise<OwnedHost | null> {
  const found = await findPageHost(viewer, idText);
  return found === "not-asked" ? null : found;
}

/**
 * For a layout or page: 404 where the host is not theirs or not there. Null where the master could not be asked: the
 * answer's status is 503 then, the layout says so, and pages show nothing.
 */
export async function requirePageHost(viewer: Viewer, idText: string): Promise<OwnedHost | null> {
  const found = await findPageHost(viewer, idText);
  if (found === null) {
    notFound();
  }
  if (found === "not-asked") {
    answerUnavailable();
    return null;
  }
  return found;
}

/** What was read as the page opened it. */
export const pageHostNow = cache((owned: OwnedHost, viewer: Viewer): HostNow => hostAsOpened(owned, viewer));

export const pageHostView = (owned: OwnedHost, viewer: Viewer): HostView => pageHostNow(owned, viewer).host;

export const pageProfile = cache(readProfile);

/** Null too where the provider named no rescue disc. */
export const pageRescue = cache(async (owned: OwnedHost) =>
  (await rescueDisc()) === null ? null : rescueViewOf(owned),
);

/** A page at an old address below a host. `to` is where it stands now, below the same host, such as `/settings#boot`. */
export const movedHostPage =
  (to: string) =>
  async ({ params }: { params: Promise<{ vmid: string }> }): Promise<null> => {
    const { vmid } = await params;
    const owned = await requirePageHost(await requireViewer(), vmid);
    return owned && leadTo(`/hosts/${owned.vmId}${to}`);
  };
