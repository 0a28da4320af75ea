import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AskedAgain } from "@/app/asked-again";
import { HostNotAsked } from "@/app/host-not-asked";
import { HostsAround } from "@/app/hosts-around";
import { ViewAsKey } from "@/components/admin/customers/view-as-key";
import { addressesOf } from "@/components/admin/hosts/edit/address-list";
import { StaffStrip, StatusKeys, TransferKey } from "@/components/admin/hosts/edit/staff-strip";
import { LastOperation } from "@/components/admin/hosts/last-operation";
import { RefreshWhile } from "@/components/shell/refresh-while";
import "@/components/admin/page-tabs.css";
import "@/components/hosts/host-sheet.css";
import { Faults } from "@/app/faults";
import { HostSheet } from "@/components/hosts/host-sheet";
import { ReadOnlyLine } from "@/components/hosts/read-only-line";
import { TopLine } from "@/components/shell/top-line";
import { PageTabs } from "@/components/ui/page-tabs";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { isReadOnly, type Viewer } from "@/lib/accounts/sessions/viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { lastOperationOf, readSettings } from "@/lib/fleet/hosts/host-page";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { pageHostNow, requirePageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";
import { rulesOf } from "@/lib/operations/command-rules";
import { isInProgress } from "@/lib/operations/operation-view";
import { viewAsCustomer } from "../../customers/[userid]/actions";
import { HostFaults } from "../host-faults";
import { setHostStatus, transferHost } from "./actions";

/** As in the host's own strip: a good outcome is soon old. */
const GOOD_STAYS_MS = 60_000;

interface StaffHostLayoutProps {
  params: Promise<{ vmid: string }>;
  children: ReactNode;
}

/** A host as the provider has it: its customer's head and power keys, and what staff alone may do. */
export default async function StaffHostLayout({ params, children }: StaffHostLayoutProps) {
  const viewer = await requireStaff();
  const { vmid } = await params;
  const owned = await requirePageHost(viewer, vmid);
  if (!owned) {
    return <HostNotAsked id={vmid} above="/admin/hosts" />;
  }
  const { host, masterDownSince } = pageHostNow(owned, viewer);
  const [last, strip, tabs, t] = await Promise.all([
    lastOperationOf(owned.vmId, viewer),
    stripOf(owned, viewer),
    tabsOf(owned, viewer),
    getTranslations("fleet-hosts"),
  ]);
  // What was done to it while it was another's stands in no strip of its own.
  const isOwn = last?.id === host.operation?.id;
  // That somebody opened its console is told by the operations below.
  const isConsole = last && last.kind !== "other" && rulesOf(last.kind).group === "console";
  const isOld = last?.endedAt != null && Date.now() - Date.parse(last.endedAt) > GOOD_STAYS_MS;
  const earlier = isOwn || (last?.outcome === "done" && (isConsole || isOld)) ? null : last;
  return (
    <PageMessages namespaces={["hosts", "host", "operations", "shell"]}>
      {/* At a hand-over the host begins anew, as another's. */}
      <HostsAround viewer={viewer} subject={owned.tenancyId}>
        <TopLine title={host.name} above={{ href: "/admin/hosts", title: t("title") }} />
        <AskedAgain viewer={viewer} />
        {earlier ? (
          <div className="mb-4">
            <LastOperation name={host.name} operation={earlier} />
          </div>
        ) : null}
        {last?.kind === "transfer-host" && isInProgress(last.outcome) ? <RefreshWhile /> : null}
        <HostSheet
          initial={host}
          masterDownSince={masterDownSince?.toISOString() ?? null}
          readOnly={isReadOnly(viewer) ? <ReadOnlyLine mayAllow={false} /> : null}
          staff={{ strip, tabs }}
        >
          {children}
        </HostSheet>
      </HostsAround>
    </PageMessages>
  );
}

async function stripOf(owned: OwnedHost, viewer: Viewer) {
  const { row, owner, vmId } = owned;
  const name = row.name ?? vmId;
  const [settings, names] = await Promise.all([
    viewer.role === "admin" ? readSettings(owned) : null,
    namesOf(owner ? [owner] : []),
  ]);
  if (owner) {
    wantNames([owner], names);
  }
  const form = { vmId, seed: randomUUID() };
  const known = settings?.ok ? settings.value : null;
  return (
    <StaffStrip owner={owner} known={owner ? names.get(owner) : undefined}>
      {known ? (
        <HostFaults>
          <StatusKeys
            {...form}
            name={name}
            status={known.row.status ?? row.status}
            setHostStatus={setHostStatus}
          />
          <TransferKey {...form} name={name} transferHost={transferHost} />
        </HostFaults>
      ) : null}
      {owner ? (
        <Faults of="customers" values={{ role: viewer.role }}>
          <ViewAsKey userId={owner} vmId={vmId} viewAsCustomer={viewAsCustomer} variant="key" />
        </Faults>
      ) : null}
    </StaffStrip>
  );
}

async function tabsOf({ vmId, row }: OwnedHost, viewer: Viewer) {
  // Support reads a host and changes nothing: what they read is all on one page.
  if (viewer.role !== "admin") {
    return null;
  }
  const t = await getTranslations("fleet-hosts.tab");
  const base = `/admin/hosts/${vmId}`;
  const tabs = [
    { href: base, label: t("overview") },
    { href: `${base}/hardware`, label: t("hardware") },
    { href: `${base}/addresses`, label: t("addresses"), count: addressesOf(row).length },
    { href: `${base}/limits`, label: t("limits") },
    { href: `${base}/delete`, label: t("delete") },
  ];
  return <PageTabs label={t("label")} tabs={tabs} />;
}
