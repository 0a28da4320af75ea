"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { MasterLine, shownFrom } from "@/components/shell/master-line";
import { EmptyState } from "@/components/ui/empty-state";
import type { FormAction } from "@/components/ui/form/answered";
import { Icon } from "@/components/ui/icon";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { Slab } from "@/components/ui/plate";
import { useGap } from "@/components/ui/spacing";
import { Address } from "@/components/ui/well";
import type { HostView } from "@/lib/hosts/host-view";
import { isForce } from "@/lib/operations/command-rules";
import type { OperationView } from "@/lib/operations/operation-view";
import { lookOf } from "./host-look";
import { HostTabs } from "./host-tabs";
import { useHost, useMasterDown, useWatchHost } from "./live/use-host-data";
import { LiveLine } from "./live-line";
import { useNextSteps } from "./operate/next-step";
import { OperationProblem } from "./operate/operation-problem";
import { OperationStrip, useShownOperation } from "./operate/operation-strip";
import { useRefreshAtEnd } from "./operate/use-refresh-at-end";
import { useRename } from "./operate/use-rename";
import { PowerDeck } from "./power/power-deck";
import { PowerDock } from "./power/power-dock";
import { ASKED_KINDS, type AskedKind, WAY_OUT } from "./power/power-looks";
import { PowerQuestion } from "./power/power-question";
import { type Blocked, type PowerControls, usePower } from "./power/use-power";
import { SheetContext } from "./sheet-context";
import { StateFact, StateWord } from "./state-word";
import { SystemMark } from "./system-mark";
import { useLost, useRefreshWhenBack } from "./use-lost";

interface HostSheetProps {
  initial: HostView;
  masterDownSince: string | null;
  /** For staff who look and do not touch, in a line of its own; null for all others. */
  readOnly: ReactNode;
  /** What staff have on their own pages of a host: a strip of keys under the head, tabs of their own. */
  staff?: { strip: ReactNode; tabs: ReactNode };
  /** Saves the host's own name and note; absent on staff's pages. */
  label?: FormAction;
  /** In words, where it was started from the rescue disc and not from its own. */
  rescue?: string;
  /** What the page below shows of the host. */
  children: ReactNode;
}

/** One host is one sheet: its head with state and power, and below it the page that was chosen. */
export function HostSheet(props: HostSheetProps) {
  const { initial, masterDownSince, readOnly, staff, label, rescue, children } = props;
  const host = useHost(initial);
  const down = useMasterDown(masterDownSince);
  const lost = useLost();
  useRefreshWhenBack(lost ?? down);
  useWatchHost(initial.id);
  const from = shownFrom(down, host?.stateAsOf ?? null);
  return host ? (
    <>
      <MasterLine shownFrom={from} lostSince={lost} />
      <Sheet
        old={lost !== null || down !== null}
        host={host}
        blocked={readOnly ? "read-only" : down ? "master-down" : null}
        readOnly={readOnly}
        staff={staff}
        label={label}
        rescue={rescue}
      >
        {children}
      </Sheet>
      <LiveLine oldestState={host.stateAsOf} shownFrom={from} />
    </>
  ) : (
    <Gone back={staff ? "/admin/hosts" : "/hosts"} />
  );
}

interface SheetProps extends Pick<HostSheetProps, "readOnly" | "staff" | "label" | "rescue"> {
  host: HostView;
  blocked: Blocked;
  /** What it shows may be so no more. */
  old: boolean;
  children: ReactNode;
}

function Sheet({ host, blocked, readOnly, old, staff, label, rescue, children }: SheetProps) {
  const power = usePower(host, blocked);
  const [asked, ask] = useState<AskedKind | null>(null);
  const { told, close } = useShownOperation(host, power.inProgress);
  useRefreshAtEnd(host);
  const { renameKey, renaming } = useRename(host, blocked === "read-only" ? undefined : label);
  return (
    <SheetContext value={{ host, blocked }}>
      <article
        className={old ? "sheet host old" : "sheet host"}
        data-host={host.id}
        onSubmit={power.onSubmit}
      >
        <Head {...{ host, power, told, ask, renameKey, rescue }} numbered={staff !== undefined} />
        {readOnly}
        {staff?.strip}
        {told ? <OperationStrip host={host} power={power} operation={told} close={close} /> : null}
        {host.maintenance ? <Maintenance /> : null}
        <OperationProblem result={power.result} />
        {staff ? staff.tabs : <HostTabs vmId={host.id} />}
        {children}
        {/* Whoever may only look needs no bar to press. */}
        {blocked === "read-only" ? null : <PowerDock host={host} power={power} ask={ask} />}
        {renaming}
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

/** A key opens its question also before hydration, so that has to be there; an item of a menu can't. */
const isKeyed = (kind: AskedKind, { inProgress }: PowerControls): boolean =>
  !isForce(kind) || (kind === WAY_OUT && inProgress?.notReacting === true);

interface HeadProps {
  host: HostView;
  power: PowerControls;
  /** What the strip below tells of. */
  told: OperationView | null;
  ask: (kind: AskedKind) => void;
  numbered: boolean;
  renameKey: ReactNode;
  rescue: string | undefined;
}

function Head({ host, power, told, ask, numbered, renameKey, rescue }: HeadProps) {
  const t = useTranslations();
  const { inProgress } = power;
  const { shared, main, untoldInside } = host.addresses;
  const address = shared?.publicAddress ?? (untoldInside ? null : main);
  return (
    <section className="host-head" aria-label={host.name}>
      <div role="status" className="host-plate">
        <Slab
          {...lookOf(host.state, inProgress)}
          word={<StateWord host={host} inProgress={inProgress} bare={told !== null} />}
          note={
            // A counting clock is not read out each second.
            <span aria-hidden={inProgress ? true : undefined}>
              {(host.state === "running" && !inProgress && rescue) || (
                <StateFact host={host} inProgress={inProgress} />
              )}
            </span>
          }
        />
      </div>
      <div className="host-ident">
        <div className="host-name">
          <h2>
            {host.name}{" "}
            {numbered ? <span className="mono ml-2.5 font-normal text-ink-3 text-sm">{host.id}</span> : null}
            {host.note ? <small>{host.note}</small> : null}
            {host.protected ? (
              <small className="inline-flex items-center gap-1.5">
                <Icon name="shield" small />
                {t("host.protected")}
              </small>
            ) : null}
          </h2>
          {renameKey}
        </div>
        <div className="host-facts">
          <span>
            <SystemMark family={host.system.family} />
            {host.system.name ?? t("hosts.noSystem")}
          </span>
          {host.region ? <span>{host.region}</span> : null}
          {address ? (
            <Address value={address} copyLabel={t("host.copyAddress")} copied={t("host.copied")} />
          ) : null}
        </div>
      </div>
      <PowerDeck host={host} power={power} ask={ask} />
    </section>
  );
}

/** What goes on at the machine below explains what the host can't. */
function Maintenance() {
  const t = useTranslations("host.maintenance");
  const gap = useGap();
  const { provider } = useNextSteps();
  return (
    <NoticeLine tone="busy" className="mx-4 mb-4">
      <b>{t("title")}</b>
      {gap}
      {t("text", { provider })}
    </NoticeLine>
  );
}

function Gone({ back }: { back: string }) {
  const t = useTranslations("host.gone");
  return (
    <EmptyState icon="search" title={t("title")} text={t("text")}>
      <KeyLink href={back}>{t("back")}</KeyLink>
    </EmptyState>
  );
}
