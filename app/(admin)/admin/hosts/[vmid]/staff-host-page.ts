import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { currentViewer, requireStaff } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { type HostPageProps, openPageHost, requirePageHost } from "@/lib/hosts/page-host";

/** A page's `generateMetadata`: what the page is called, null for the host's first, and the host as RStack calls it. */
export const staffHostTitle =
  (page: "settings" | "activity" | null) =>
  async ({ params }: HostPageProps): Promise<Metadata> => {
    const viewer = await currentViewer();
    const { vmid } = await params;
    const owned = viewer && (await openPageHost(viewer, vmid));
    const name = owned?.row.name ?? vmid;
    return { title: page ? `${(await getTranslations("words"))(page)} · ${name}` : name };
  };

/** A page of a host for those whom `prove` lets in; nothing where RStack could not be asked. */
export const staffHostPage =
  <Props extends HostPageProps>(
    draw: (of: { viewer: Viewer; owned: OwnedHost }, props: Props) => Promise<ReactNode>,
    prove = requireStaff,
  ) =>
  async (props: Props): Promise<ReactNode> => {
    const viewer = await prove();
    const owned = await requirePageHost(viewer, (await props.params).vmid);
    return owned && draw({ viewer, owned }, props);
  };
