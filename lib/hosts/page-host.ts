import "server-only";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache, type ReactNode } from "react";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { answerUnavailable, leadTo } from "@/lib/response-status";
import { log } from "../log";
import type { HostPage } from "./host-pages";
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
  const found = await findHost(viewer, idText, "shared");
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

export interface HostPageProps {
  params: Promise<{ vmid: string }>;
}

/** A page's `generateMetadata`: what the page is called, null for the host's first, and the host as this person calls it. */
export const hostTitle =
  (page: HostPage | null) =>
  async ({ params }: HostPageProps): Promise<Metadata> => {
    const viewer = await currentViewer();
    const owned = viewer && (await openPageHost(viewer, (await params).vmid));
    if (!owned) {
      return {};
    }
    const { name } = pageHostView(owned, viewer);
    return { title: page ? `${(await getTranslations("words"))(page)} · ${name}` : name };
  };

/** A page of a host: draws it for whose host it is, and nothing where RStack could not be asked. */
export const hostPage =
  <Props extends HostPageProps>(
    draw: (of: { viewer: Viewer; owned: OwnedHost }, props: Props) => Promise<ReactNode>,
  ) =>
  async (props: Props): Promise<ReactNode> => {
    const viewer = await requireViewer();
    const owned = await requirePageHost(viewer, (await props.params).vmid);
    return owned && draw({ viewer, owned }, props);
  };

/** A page at an old address below a host. `to` is where it stands now, below the same host, such as `/settings#boot`. */
export const movedHostPage =
  (to: string) =>
  async ({ params }: HostPageProps): Promise<null> => {
    const { vmid } = await params;
    const owned = await requirePageHost(await requireViewer(), vmid);
    return owned && leadTo(`/hosts/${owned.vmId}${to}`);
  };
