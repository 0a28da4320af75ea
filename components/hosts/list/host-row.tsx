import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { cellClass, rowClass, type TableColumn } from "@/components/ui/list/table";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import { showToast } from "@/components/ui/overlay/toast";
import { State } from "@/components/ui/state";
import type { ActionResult } from "@/lib/action-result";
import type { HostView } from "@/lib/hosts/host-view";
import { consoleBlock } from "../console/console-block";
import { OpenConsoleKey } from "../console/console-key";
import { signOfHost } from "../host-look";
import { looksSame } from "../merge-hosts";
import { useOffered } from "../offered";
import { NextStepKey, useNextStep } from "../operate/next-step";
import { useProblem } from "../operate/operation-problem";
import { AskItem, StartKey } from "../power/power-keys";
import { ASKED_KINDS, type AskedKind } from "../power/power-looks";
import { PowerQuestion } from "../power/power-question";
import { type PowerControls, usePower } from "../power/use-power";
import { StateWord } from "../state-word";
import { PaidUntil } from "../time/paid-until";
import { AddressCell, NameCell, SystemCell, TrafficCell } from "./host-cells";
import { PickBox, type Picking } from "./picking";

/** Its columns with their places, in their order. A head needs a name beside. */
export const HOST_COLUMNS = {
  host: { phone: "title", className: "host-name" },
  state: { width: "w-34 @max-[1024px]:w-31", phone: "sub" },
  system: { width: "w-42 @max-[1024px]:w-32", className: "@max-[860px]:hidden" },
  address: { width: "w-46 @max-[1024px]:w-42", phone: "also" },
  cpu: { width: "w-31", phone: "meta", className: "@max-[740px]:hidden" },
  traffic: { width: "w-47 @max-[1024px]:w-27", className: "@max-[860px]:hidden" },
  region: { width: "w-28", className: "@max-[1240px]:hidden" },
  paidUntil: { width: "w-36", className: "@max-[1400px]:hidden" },
  actions: { width: "w-22", phone: "end", unnamed: true },
} as const satisfies Record<string, Omit<TableColumn, "name">>;
type ColumnName = keyof typeof HOST_COLUMNS;

/** Those of a list; `paid`: the shop says of one of its hosts until when it is paid. */
export const hostColumns = (paid: boolean): ColumnName[] =>
  (Object.keys(HOST_COLUMNS) as ColumnName[]).filter((name) => paid || name !== "paidUntil");

interface HostRowProps {
  host: HostView;
  cpu: ReactNode;
  masterDownSince: string | null;
  /** There is a column for it. */
  paid: boolean;
  /** Null: whoever looks can't ask anything of hosts. */
  picking: Picking | null;
  picked: boolean;
}

/** Drawn anew when its own host changed, not when another did. */
export const HostRow = memo(function HostRow(props: HostRowProps) {
  const { host, cpu, masterDownSince, paid, picking, picked } = props;
  const { readOnly } = useOffered();
  const power = usePower(host, readOnly ? "read-only" : masterDownSince ? "master-down" : null);
  const { inProgress } = power;
  const row = useFlash(`${host.state} ${inProgress?.kind}`);
  const cells: Record<ColumnName, ReactNode> = {
    host: <NameCell host={host} />,
    state: (
      <State sign={signOfHost(host.state, inProgress)}>
        <StateWord host={host} inProgress={inProgress} />
      </State>
    ),
    system: <SystemCell host={host} />,
    address: <AddressCell host={host} />,
    cpu,
    traffic: <TrafficCell host={host} />,
    region: <span className="text-ink-2">{host.region}</span>,
    paidUntil: host.paidUntil ? <PaidUntil iso={host.paidUntil} brief /> : null,
    actions: <Actions host={host} power={power} />,
  };
  return (
    <tr
      ref={row}
      data-host={host.id}
      data-picked={picked || undefined}
      onSubmit={power.onSubmit}
      className={rowClass({ lines: true, lead: picking !== null })}
    >
      {picking ? (
        <td className="w-11 md:pl-4 max-md:absolute max-md:left-0 max-md:p-0">
          <PickBox name={host.name} ids={[host.id]} picked={Number(picked)} picking={picking} />
        </td>
      ) : null}
      {hostColumns(paid).map((name, at) => (
        <td
          key={name}
          id={name === "state" ? `state-${host.id}` : undefined}
          className={cellClass({ name, ...HOST_COLUMNS[name] }, true, {
            first: at === 0 && picking === null,
            last: name === "actions",
          })}
        >
          {cells[name]}
        </td>
      ))}
    </tr>
  );
}, isSameRow);

/** The row lights up once when `what` it shows changed. */
function useFlash(what: string) {
  const row = useRef<HTMLTableRowElement>(null);
  const before = useRef(what);
  useEffect(() => {
    if (before.current === what) {
      return;
    }
    before.current = what;
    row.current?.classList.add("animate-flash");
    const timer = setTimeout(() => row.current?.classList.remove("animate-flash"), 900);
    return () => clearTimeout(timer);
  }, [what]);
  return row;
}

/** The next step of the host, and all others in a menu. */
function Actions({ host, power }: { host: HostView; power: PowerControls }) {
  const { consoles, readOnly } = useOffered();
  const startHere = startStands(host, power);
  const nextStep = useNextStep(host);
  return (
    <span className="flex justify-end gap-0.5 text-ink-3">
      {startHere ? (
        <StartKey power={power} whyId={`state-${host.id}`} />
      ) : nextStep ? (
        <NextStepKey host={host} row />
      ) : consoles && !readOnly && consoleBlock(host) === null ? (
        <OpenConsoleKey vmId={host.id} bare />
      ) : null}
      <RowMenu host={host} power={power} withStart={!startHere} />
      {power.result?.ok === false ? <ProblemToast result={power.result} name={host.name} /> : null}
    </span>
  );
}

function isSameRow({ host, ...before }: HostRowProps, { host: next, ...after }: HostRowProps): boolean {
  const names = Object.keys(after) as (keyof typeof after)[];
  return looksSame(host, next) && names.every((name) => before[name] === after[name]);
}

/** The key of the row, also while it waits for what it began; everywhere else Start is in the menu, with its reason. */
const startStands = (host: HostView, { possible, inProgress }: PowerControls): boolean =>
  possible.start === null || (host.state === "off" && inProgress !== null);

/** What the host's own pages ask more about. */
function Elsewhere({ at }: { at: string }) {
  const t = useTranslations("operations.kind");
  const { push } = useRouter();
  return (
    <>
      <MenuItem icon="disc" onSelect={() => push(`${at}/settings#mount`)}>
        {t("mount-medium")}
      </MenuItem>
      <MenuItem icon="again" danger onSelect={() => push(`${at}/reinstall`)}>
        {t("reinstall")}
      </MenuItem>
    </>
  );
}

function RowMenu({ host, power, withStart }: { host: HostView; power: PowerControls; withStart: boolean }) {
  const t = useTranslations();
  const [asked, setAsked] = useState<AskedKind | null>(null);
  const { start } = power.possible;
  return (
    <>
      <Menu label={t("hosts.more")} late>
        {withStart && start ? (
          <MenuItem icon="start" blocked={t(`operations.reason.${start}`)}>
            {t("operations.kind.start")}
          </MenuItem>
        ) : null}
        {ASKED_KINDS.map((kind) => (
          <AskItem key={kind} power={power} kind={kind} ask={setAsked} />
        ))}
        <Elsewhere at={`/hosts/${host.id}`} />
      </Menu>
      {asked ? (
        <PowerQuestion host={host} kind={asked} power={power} openOnMount onClose={() => setAsked(null)} />
      ) : null}
    </>
  );
}

/** Says in a toast what went wrong with a click on the host that is called `name`. */
function ProblemToast({ result, name }: { result: ActionResult; name: string }) {
  const text = useProblem()(result);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer speaks, also one that says the same again
  useEffect(() => {
    if (text) {
      showToast({ sign: "failed", text: `${name}: ${text}` });
    }
  }, [result]);
  return null;
}
