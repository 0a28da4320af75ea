"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { HOST_TABS } from "@/lib/hosts/host-pages";
import type { HostView } from "@/lib/hosts/host-view";
import { isForce } from "@/lib/operations/command-rules";
import { isInProgress, isPower } from "@/lib/operations/operation-view";
import { MasterLine, shownFrom } from "../shell/master-line";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";
import { Banner } from "../ui/page/banner";
import { type Above, HostHeader } from "../ui/page/header";
import { type PartTab, Tabs } from "../ui/page/tabs";
import { Badge, Tag } from "../ui/state";
import { Address } from "../ui/well";
import { signOfHost } from "./host-look";
import { useHost, useMasterDown, useWatchHost } from "./live/use-host-data";
import { useNextSteps } from "./operate/next-step";
import { OperationBanner } from "./operate/operation-banner";
import { OperationProblem } from "./operate/operation-problem";
import { HostActions } from "./power/host-actions";
import { ASKED_KINDS, type AskedKind, WAY_OUT } from "./power/power-looks";
import { PowerQuestion } from "./power/power-question";
import { type Blocked, type PowerControls, usePower } from "./power/use-power";
import { SheetContext } from "./sheet-context";
import { StateWord } from "./state-word";
import { SystemMark } from "./system-mark";
import { useLost, useRefreshWhenBack } from "./use-lost";

interface HostSheetProps {
  initial: HostView;
  masterDownSince: string | null;
  above: Above;
  /** GB of its disks, in a row; those that aren't told are left out. */
  disks: readonly (number | null)[];
  /** For staff who look and do not touch, in a line of its own; null for all others. */
  readOnly: ReactNode;
  /** What staff have on their own pages of a host: tabs of their own, the owner among the facts, buttons beside the tabs. */
  staff?: { tabs: readonly PartTab[]; owner: ReactNode; keys: ReactNode };
  /** In words, where it was started from the rescue disc and not from its own. */
  rescue?: string;
  /** What the page below shows of the host. */
  children: ReactNode;
}

/** One host: its head with state and power, its tabs, and below them the page that was chosen. */
export function HostSheet({ initial, masterDownSince, ...props }: HostSheetProps) {
  const host = useHost(initial);
  const down = useMasterDown(masterDownSince);
  const lost = useLost();
  useRefreshWhenBack(lost ?? down);
  useWatchHost(initial.id);
  return host ? (
    <>
      <MasterLine shownFrom={shownFrom(down, host.stateAsOf)} lostSince={lost} />
      <Sheet
        {...props}
        host={host}
        old={lost !== null || down !== null}
        blocked={props.readOnly ? "read-only" : down ? "master-down" : null}
      />
    </>
  ) : (
    <Gone back={props.staff ? "/admin/hosts" : "/hosts"} />
  );
}

interface SheetProps extends Omit<HostSheetProps, "initial" | "masterDownSince"> {
  host: HostView;
  blocked: Blocked;
  /** What it shows may be so no more. */
  old: boolean;
}

function Sheet({ host, blocked, old, children, ...props }: SheetProps) {
  const { readOnly, staff } = props;
  const power = usePower(host, blocked);
  const [asked, ask] = useState<AskedKind | null>(null);
  useRefreshAtEnd(host);
  return (
    <SheetContext value={{ host, blocked }}>
      <article
        className={`flex flex-col gap-4 md:gap-5 ${old ? "old" : ""}`}
        data-host={host.id}
        onSubmit={power.onSubmit}
      >
        <div className="flex flex-col gap-4">
          <Head {...props} host={host} power={power} ask={ask} />
          <HostTabs vmId={host.id} staff={staff} />
        </div>
        {readOnly}
        <OperationBanner host={host} power={power} />
        {host.maintenance ? <Maintenance /> : null}
        <OperationProblem result={power.result} />
        {children}
        {ASKED_KINDS.filter((kind) => kind !== asked && isKeyed(kind, power)).map((kind) => (
          <PowerQuestion key={kind} host={host} kind={kind} power={power} />
        ))}
        {asked ? (
          <PowerQuestion host={host} kind={asked} power={power} openOnMount onClose={() => ask(null)} />
        ) : null}
      </article>
    </SheetContext>
  );
}

/** A button opens its question also before hydration, so that has to be there; an item of a menu can't. */
const isKeyed = (kind: AskedKind, { inProgress }: PowerControls): boolean =>
  !isForce(kind) || (kind === WAY_OUT && inProgress?.notReacting === true);

/** The pages of a host as its customer sees them, or staff's own. */
function HostTabs({ vmId, staff }: { vmId: string } & Pick<HostSheetProps, "staff">) {
  const w = useTranslations("words");
  const own = HOST_TABS.map((page) => ({
    href: page === "overview" ? `/hosts/${vmId}` : `/hosts/${vmId}/${page}`,
    label: w(page),
    within: page === "settings" ? `/hosts/${vmId}/reinstall` : undefined,
  }));
  return staff ? (
    <div className="flex flex-wrap items-stretch">
      <div className="min-w-0 flex-1">
        <Tabs label={w("host")} tabs={staff.tabs} />
      </div>
      <div className="flex items-center gap-0.5 overflow-x-auto border-line md:border-b md:pl-4">
        {staff.keys}
      </div>
    </div>
  ) : (
    <Tabs label={w("host")} tabs={own} />
  );
}

interface HeadProps extends Pick<HostSheetProps, "above" | "disks" | "staff" | "rescue"> {
  host: HostView;
  power: PowerControls;
  ask: (kind: AskedKind) => void;
}

function Head({ host, power, ask, above, disks, staff, rescue }: HeadProps) {
  const t = useTranslations();
  const { inProgress } = power;
  const { shared, main, untoldInside } = host.addresses;
  const address = shared?.publicAddress ?? (untoldInside ? null : main);
  const port = shared?.publicPort ? `:${shared.publicPort}` : "";
  return (
    <HostHeader
      name={host.name}
      above={above}
      badge={
        <span role="status" className="contents">
          <Badge sign={signOfHost(host.state, inProgress)}>
            <StateWord host={host} inProgress={inProgress} />
          </Badge>
        </span>
      }
      tags={
        <>
          {host.sharedBy ? <Badge tone="grey">{t("host.sharedBy", { name: host.sharedBy })}</Badge> : null}
          {host.protected ? <Badge tone="grey">{t("host.protected")}</Badge> : null}
          {rescue ? <Badge tone="warn">{rescue}</Badge> : null}
          {host.tags.map((tag) => (
            <Tag key={tag}>#{tag}</Tag>
          ))}
        </>
      }
      facts={[
        <span key="system" className="contents">
          <SystemMark family={host.system.family} />
          {host.system.name ?? t("hosts.noSystem")}
        </span>,
        address ? <Address key="address" value={address + port} copyLabel={t("words.copyAddress")} /> : null,
        useMake(host, disks),
        host.region,
        `ID ${host.id}`,
        staff?.owner,
      ]}
      actions={<HostActions host={host} power={power} ask={ask} isStaff={staff !== undefined} />}
    />
  );
}

/** "2 vCPU · 4 GB RAM · 40 + 200 GB disk"; what isn't told is left out. */
function useMake({ cpuCores, memoryMb }: HostView, disks: readonly (number | null)[]): string | null {
  const w = useTranslations("words");
  const t = useTranslations("host.facts");
  const format = useFormatter();
  const told = disks.filter((gb) => gb !== null && gb > 0);
  const parts = [
    cpuCores === null ? null : t("cores", { count: cpuCores }),
    memoryMb === null
      ? null
      : t("memory", { gb: format.number(memoryMb / 1024, { maximumFractionDigits: 1 }) }),
    told.length === 0 ? null : w("gbDisk", { gb: told.map((gb) => format.number(gb ?? 0)).join(" + ") }),
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(" · ") : null;
}

/** What goes on at the machine below explains what the host can't. */
function Maintenance() {
  const w = useTranslations("words");
  const t = useTranslations("host.maintenance");
  const { provider } = useNextSteps();
  return <Banner tone="info" title={w("inMaintenance")} text={t("text", { provider })} />;
}

function Gone({ back }: { back: string }) {
  const t = useTranslations("host.gone");
  const w = useTranslations("words");
  return (
    <EmptyState title={t("title")} text={t("text")}>
      <ButtonLink href={back}>{w("goToHosts")}</ButtonLink>
    </EmptyState>
  );
}

/** What an operation made or took away stands in lists that the server drew: when one ends, they are drawn again. */
function useRefreshAtEnd({ operation }: HostView): void {
  const { refresh } = useRouter();
  const ended =
    operation && !isPower(operation.kind) && !isInProgress(operation.outcome) ? operation.id : null;
  const known = useRef(ended);
  useEffect(() => {
    if (ended !== null && ended !== known.current) {
      refresh();
    }
    known.current = ended;
  }, [ended, refresh]);
}
