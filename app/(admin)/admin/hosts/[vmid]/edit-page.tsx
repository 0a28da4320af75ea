import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { HostFormProps } from "@/components/admin/hosts/edit/host-form";
import { NoticeLine } from "@/components/ui/notice-line";
import { currentViewer, requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { readSettings } from "@/lib/fleet/hosts/host-page";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { openPageHost, requirePageHost } from "@/lib/hosts/page-host";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { HostFaults } from "../host-faults";

export interface EditPageProps {
  params: Promise<{ vmid: string }>;
}

export interface Editable {
  owned: OwnedHost;
  /** What is typed where the name is asked for: RStack's own, not the customer's. */
  name: string;
  settings: HostSettings;
  /** The viewer's own time zone; null for the browser's. */
  zone: string | null;
  form: Pick<HostFormProps, "vmId" | "seed">;
}

type Tab = "hardware" | "addresses" | "limits" | "delete";

export async function editMetadata({ params }: EditPageProps, tab: Tab): Promise<Metadata> {
  const viewer = await currentViewer();
  const { vmid } = await params;
  const owned = viewer && (await openPageHost(viewer, vmid));
  const t = await getTranslations("fleet-hosts.tab");
  return { title: `${t(tab)} · ${owned?.row.name ?? vmid}` };
}

/** A page on which an admin changes a host: 404 for all others, and in place of its forms why there are none. */
export async function editPage(
  { params }: EditPageProps,
  draw: (host: Editable) => ReactNode | Promise<ReactNode>,
): Promise<ReactNode> {
  const viewer = await requireStaff();
  if (viewer.role !== "admin") {
    notFound();
  }
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  const t = await getTranslations("fleet-hosts");
  const settings = await readSettings(owned);
  const { vmId, row } = owned;
  return settings.ok && settings.value ? (
    <HostFaults>
      {
        await draw({
          owned,
          name: row.name ?? vmId,
          settings: settings.value,
          zone: viewer.timeZone,
          form: { vmId, seed: randomUUID() },
        })
      }
    </HostFaults>
  ) : (
    <div className="p-4">
      <NoticeLine tone="busy" role="status">
        {settings.ok ? t("edit.notListed") : t("unread")}
      </NoticeLine>
    </div>
  );
}
