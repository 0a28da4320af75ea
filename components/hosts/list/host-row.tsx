import { useTranslations } from "next-intl";
import { type MouseEvent, memo, type ReactNode, useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import { showToast } from "@/components/ui/overlay/toast";
import { Plate } from "@/components/ui/plate";
import type { ActionResult } from "@/lib/action-result";
import type { HostView } from "@/lib/hosts/host-view";
import { consoleBlock } from "../console/console-block";
import { OpenConsoleKey } from "../console/console-key";
import { lookOf } from "../host-look";
import { looksSame } from "../merge-hosts";
import { useOffered } from "../offered";
import { NextStepKey, useNextStep } from "../operate/next-step";
import { useProblem } from "../operate/operation-problem";
import { AskItem, PowerKey } from "../power/power-keys";
import { ASKED_KINDS, type AskedKind } from "../power/power-looks";
import { PowerQuestion } from "../power/power-question";
import { type PowerControls, usePower } from "../power/use-power";
import { StateFact, StateWord } from "../state-word";
import { AddressCell, SystemCell, TrafficCell } from "./host-cells";
import { PickBox, type Picking, Star } from "./picking";

interface HostRowProps {
  host: HostView;
  cpu: ReactNode;
  masterDownSince: string | null;
  /** Null: whoever looks can't ask anything of hosts. */
  picking: Picking | null;
  picked: boolean;
  /** Null: there are none in a view. */
  favourite: boolean | null;
}

/** A row on the desk, a card in the hand; drawn anew when its own host changed, not when another did. */
export const HostRow = memo(function HostRow({
  host,
  cpu,
  masterDownSince,
  picking,
  picked,
  favourite,
}: HostRowProps) {
  const { consoles, readOnly } = useOffered();
  const power = usePower(host, readOnly ? "read-only" : masterDownSince ? "master-down" : null);
  const { inProgress } = power;
  const startHere = startStands(host, power);
  const nextStep = useNextStep(host);
  // The name is the link; a click anywhere in the row that presses or selects nothing follows it.
  const open = ({ target, currentTarget }: MouseEvent<HTMLElement>) => {
    const isOwn = target instanceof Element && target.closest("a, button, form, label, dialog, [popover]");
    if (!isOwn && !window.getSelection()?.toString()) {
      currentTarget.querySelector<HTMLElement>(".host-name a")?.click();
    }
  };
  return (
    <tr data-host={host.id} onSubmit={power.onSubmit} onClick={open} data-picked={picked || undefined}>
      {picking ? (
        <td className="host-pick">
          <PickBox name={host.name} ids={[host.id]} picked={Number(picked)} picking={picking} />
          {favourite === null ? null : <Star id={host.id} name={host.name} on={favourite} />}
        </td>
      ) : null}
      <td className="host-name">
        <Link href={`/hosts/${host.id}`}>{host.name}</Link>
        {host.note ? <small>{host.note}</small> : null}
        {host.tags.length > 0 ? <HostTags tags={host.tags} /> : null}
      </td>
      <td className="host-state" id={`state-${host.id}`}>
        <Plate
          {...lookOf(host.state, inProgress)}
          word={<StateWord host={host} inProgress={inProgress} />}
          note={<StateFact host={host} inProgress={inProgress} short />}
        />
      </td>
      <td className="host-system">
        <SystemCell host={host} />
      </td>
      <td className="host-address">
        <AddressCell host={host} />
      </td>
      <td className="host-cpu">{cpu}</td>
      <td className="host-traffic">
        <TrafficCell host={host} />
      </td>
      <td className="host-act">
        {startHere ? (
          <PowerKey kind="start" host={host} power={power} whyId={`state-${host.id}`} />
        ) : nextStep ? (
          <NextStepKey host={host} />
        ) : consoles && !readOnly && consoleBlock(host.state) === null ? (
          <OpenConsoleKey vmId={host.id} />
        ) : null}
      </td>
      <td className="host-menu">
        <RowMenu host={host} power={power} withStart={!startHere} />
        {power.result?.ok === false ? <ProblemToast result={power.result} name={host.name} /> : null}
      </td>
    </tr>
  );
}, isSameRow);

/** Each leads to all that have it. */
const HostTags = ({ tags }: { tags: string[] }) => (
  <small className="flex flex-wrap gap-x-2.5">
    {tags.map((tag) => (
      <a
        key={tag}
        className="flex min-h-6 min-w-6 items-center text-ink-2"
        href={`/hosts?q=%23${encodeURIComponent(tag)}`}
      >
        #{tag}
      </a>
    ))}
  </small>
);

function isSameRow({ host, ...before }: HostRowProps, { host: next, ...after }: HostRowProps): boolean {
  const names = Object.keys(after) as (keyof typeof after)[];
  return looksSame(host, next) && names.every((name) => before[name] === after[name]);
}

/** The key of the row, also while it waits for what it began; everywhere else Start is in the menu, with its reason. */
const startStands = (host: HostView, { possible, inProgress }: PowerControls): boolean =>
  possible.start === null || (host.state === "off" && inProgress !== null);

function RowMenu({ host, power, withStart }: { host: HostView; power: PowerControls; withStart: boolean }) {
  const t = useTranslations();
  const [asked, setAsked] = useState<AskedKind | null>(null);
  const { start } = power.possible;
  return (
    <>
      <Menu
        label={t("hosts.more")}
        triggerClass={buttonClass({ variant: "ghost" }, true)}
        trigger={<Icon name="more" />}
        late
      >
        {withStart && start ? (
          <MenuItem icon="start" blocked={t(`operations.reason.${start}`)}>
            {t("operations.kind.start")}
          </MenuItem>
        ) : null}
        {ASKED_KINDS.map((kind) => (
          <AskItem key={kind} power={power} kind={kind} ask={setAsked} />
        ))}
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
      showToast({ tone: "alert", shape: "crossed", text: `${name}: ${text}` });
    }
  }, [result]);
  return null;
}
