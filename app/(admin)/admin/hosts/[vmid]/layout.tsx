import { randomUUID } from "node:crypto";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { HostNotAsked } from "@/app/host-not-asked";
import { HostsAround } from "@/app/hosts-around";
import { ViewAsKey } from "@/components/admin/customers/view-as-key";
import { addressesOf } from "@/components/admin/hosts/edit/addresses";
import { LiftCpuLimitKey, LimitCpuKey } from "@/components/admin/hosts/edit/cpu-limit-keys";
import { DeleteDialog } from "@/components/admin/hosts/edit/delete-dialog";
import { Owner, StatusKeys, TransferKey } from "@/components/admin/hosts/edit/staff-keys";
import { LastOperation } from "@/components/admin/hosts/last-operation";
import { HostSheet } from "@/components/hosts/host-sheet";
import { ReadOnlyLine } from "@/components/hosts/read-only-line";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { isReadOnly, type Viewer } from "@/lib/accounts/sessions/viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { lastOperationOf, readSettings, readUse } from "@/lib/fleet/hosts/host-page";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { pageHostNow, requirePageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";
import { rulesOf } from "@/lib/operations/command-rules";
import { isInProgress } from "@/lib/operations/operation-view";
import { viewAsCustomer } from "../../customers/[userid]/actions";
import { HostFaults } from "../host-faults";
import { liftCpuLimit, limitCpu, removeHost, setHostStatus, transferHost } from "./actions";

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
  const w = await getTranslations("words");
  const [last, owner, keys, tabs] = await Promise.all([
    lastOperationOf(owned.vmId, viewer),
    ownerOf(owned),
    keysOf(owned, viewer, host.cpuLimit !== undefined),
    tabsOf(owned, viewer),
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
          above={{ href: "/admin/hosts", title: w("hosts") }}
          disks={[owned.row.systemDiskGb, owned.row.dataDiskGb]}
          readOnly={isReadOnly(viewer) ? <ReadOnlyLine mayAllow={false} /> : null}
          staff={{ tabs, keys, owner }}
        >
          {children}
        </HostSheet>
      </HostsAround>
    </PageMessages>
  );
}

/** What staff alone may do with it, right of the tabs; what can't be taken back comes last. */
async function keysOf(owned: OwnedHost, viewer: Viewer, isLimited: boolean) {
  const { row, owner, vmId } = owned;
  const name = row.name ?? vmId;
  const settings = viewer.role === "admin" ? await readSettings(owned) : null;
  const form = { vmId, seed: randomUUID() };
  const known = settings?.ok ? settings.value : null;
  return (
    <>
      {known ? (
        <HostFaults>
          <StatusKeys
            {...form}
            name={name}
            status={known.row.status ?? row.status}
            setHostStatus={setHostStatus}
          />
          <LimitCpuKey {...form} id="cpu" name={name} action={limitCpu} />
          {isLimited ? <LiftCpuLimitKey {...form} action={liftCpuLimit} /> : null}
          <TransferKey {...form} name={name} transferHost={transferHost} />
        </HostFaults>
      ) : null}
      {owner ? (
        <Faults of="customers" values={{ role: viewer.role }}>
          <ViewAsKey userId={owner} vmId={vmId} viewAsCustomer={viewAsCustomer} variant="ghost" />
        </Faults>
      ) : null}
      {known ? (
        <HostFaults>
          <PageMessages namespaces={["fleet-delete"]}>
            <DeleteDialog
              {...form}
              name={name}
              has={{
                systemDiskGb: row.systemDiskGb,
                dataDiskGb: row.dataDiskGb,
                use: await readUse(owned),
                addresses: addressesOf(row).flatMap(({ ip, kind }) => (kind === "shared" ? [] : ip)),
              }}
              removeHost={removeHost}
            />
          </PageMessages>
        </HostFaults>
      ) : null}
    </>
  );
}

async function ownerOf({ owner }: OwnedHost) {
  const names = await namesOf(owner ? [owner] : []);
  if (owner) {
    wantNames([owner], names);
  }
  return <Owner owner={owner} known={owner ? names.get(owner) : undefined} />;
}

async function tabsOf({ vmId }: OwnedHost, viewer: Viewer) {
  const t = await getTranslations("words");
  const base = `/admin/hosts/${vmId}`;
  return [
    { href: base, label: t("overview") },
    // Support reads a host and changes nothing.
    ...(viewer.role === "admin" ? [{ href: `${base}/settings`, label: t("settings") }] : []),
    { href: `${base}/activity`, label: t("activity") },
  ];
}
