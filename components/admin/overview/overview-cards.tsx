import { useFormatter, useTranslations } from "next-intl";
import { Sparkline } from "@/components/charts/sparkline";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { StackBar, type StackTone } from "@/components/ui/list/stack-bar";
import { Meter } from "@/components/ui/meter";
import { Stat } from "@/components/ui/page/facts";
import { Badge, StateDot } from "@/components/ui/state";
import { STATE_FILTERS, STATUS_WORDS, type StateFilter } from "@/lib/fleet/hosts/fleet-query";
import type { StaffOverview } from "@/lib/fleet/staff-overview";
import { memoryRoom, useRoomWords } from "../infrastructure/capacity";
import { useAgo } from "../use-ago";

const TONES: Record<StateFilter, StackTone> = {
  running: "ok",
  off: "off",
  restricted: "restricted",
  "setting-up": "working",
  attention: "warn",
  "not-checked": "unknown",
};
/** What is well first, what needs somebody last. */
const ORDER = STATE_FILTERS.toSorted((a, b) => Object.keys(TONES).indexOf(a) - Object.keys(TONES).indexOf(b));

/** How the fleet stands: each number leads to its hosts. */
export function FleetBar({ hosts }: Pick<StaffOverview, "hosts">) {
  const w = useTranslations("words");
  const t = useTranslations("staff-overview");
  const root = useTranslations();
  const format = useFormatter();
  return (
    <section
      className="rounded-lg border border-line bg-card px-4 pt-3.5 pb-4 md:px-5"
      aria-label={t("states")}
    >
      <StackBar
        title={
          <Link href="/admin/hosts" className="font-semibold text-14 text-ink no-underline hover:underline">
            {w("hostCount", { count: hosts.all })}
          </Link>
        }
        parts={ORDER.map((key) => ({
          key,
          label: root(STATUS_WORDS[key]),
          value: hosts[key],
          count: format.number(hosts[key]),
          href: `/admin/hosts?status=${key}`,
          tone: TONES[key],
        }))}
      />
    </section>
  );
}

const GOING_SHOWN = 5;

/** What goes on now, newest first; nothing where nothing does. */
export function GoingCard({ going: { entries, count } }: Pick<StaffOverview, "going">) {
  const t = useTranslations("words");
  const doing = useInProgress();
  const format = useFormatter();
  const ago = useAgo();
  return count === 0 ? null : (
    <Card
      title={t("inProgress")}
      meta={format.number(count)}
      action={
        count > GOING_SHOWN ? (
          <Link
            href="/admin/activity?source=operations&outcome=in-progress"
            className="text-13 no-underline hover:underline"
          >
            {t("all")}
          </Link>
        ) : null
      }
      flush
    >
      <ul className="divide-y divide-line">
        {entries.slice(0, GOING_SHOWN).map(({ operation, vmId, hostName, actorName }) => (
          <li key={operation.id} className="flex items-start gap-3 px-4 py-2.5 text-13 md:px-5">
            <StateDot sign="working" className="mt-0.5" />
            <span className="flex min-w-0 flex-1 flex-col wrap-anywhere">
              <span>
                <Link
                  href={`/admin/activity?open=${operation.id}`}
                  className="font-medium text-ink no-underline hover:underline"
                >
                  {hostName ?? vmId}
                </Link>{" "}
                <span className="text-ink-2">{doing(operation.kind)}</span>
              </span>
              <span className="text-12 text-ink-3">{actorName}</span>
            </span>
            <span className="shrink-0 text-12 text-ink-3 tabular-nums">
              {ago(operation.startedAt, "narrow")}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Fewer show no course. */
const FEWEST_HOURS = 3;

/** How RStack answers. */
export function MasterCard({ master }: Pick<StaffOverview, "master">) {
  const t = useTranslations("staff-overview.master");
  const connection = useTranslations("connection");
  const format = useFormatter();
  const ago = useAgo();
  const { isDown, averageMs, course, listedAt } = master;
  const levels = Math.max(1, ...course.map((ms) => ms ?? 0));
  return (
    <Card
      title={
        <Link href="/admin/connection" className="text-ink no-underline hover:underline">
          RStack
        </Link>
      }
      action={
        <Badge sign={isDown ? "failed" : "running"}>
          {connection(isDown ? "verdict.silent" : "verdict.ok")}
        </Badge>
      }
    >
      <div className="flex flex-col gap-3">
        {/* An average of the past hour says nothing of a master that doesn't answer now. */}
        {isDown || averageMs === null ? null : (
          <>
            <Stat value={format.number(averageMs)} unit={t("lastHour")} />
            {course.filter((ms) => ms !== null).length < FEWEST_HOURS ? null : (
              <div className="h-9">
                <Sparkline line={course} levels={levels} />
              </div>
            )}
          </>
        )}
        {listedAt ? <span className="text-12 text-ink-3">{t("listed", { ago: ago(listedAt) })}</span> : null}
      </div>
    </Card>
  );
}

const NODES_SHOWN = 6;

/** Where memory is short: the nodes with the least of it left, as a share. */
export function MemoryCard({ nodes }: Pick<StaffOverview, "nodes">) {
  const w = useTranslations("words");
  const words = useRoomWords();
  const told = nodes.flatMap((node) => {
    const room = memoryRoom(node);
    return room.use && room.use.all > 0
      ? [{ node, room, use: room.use, share: room.use.used / room.use.all }]
      : [];
  });
  return told.length === 0 ? null : (
    <Card
      title={w("memory")}
      meta={w("nodeCount", { count: nodes.length })}
      action={
        <Link href="/admin/infrastructure" className="text-13 no-underline hover:underline">
          {w("infrastructure")}
        </Link>
      }
      flush
    >
      <ul className="divide-y divide-line">
        {told
          .toSorted((a, b) => b.share - a.share)
          .slice(0, NODES_SHOWN)
          .map(({ node, room, use }) => (
            <li key={node.id} className="flex min-h-11 items-center gap-4 px-4 py-2 text-13 md:px-5">
              <span className="flex w-28 min-w-0 items-center gap-2 md:w-44 xl:w-56">
                <StateDot sign={node.maintenance ? "attention" : "running"} />
                <Link
                  href={`/admin/infrastructure/nodes/${node.id}`}
                  className="truncate font-medium text-ink no-underline hover:underline"
                >
                  {node.name ?? node.id}
                </Link>
                {node.maintenance ? (
                  <span className="text-ink-3 max-xl:hidden">{w("maintenanceNow")}</span>
                ) : null}
              </span>
              <Meter used={use.used} limit={use.all} label={words.used(use)} className="min-w-6 flex-1" />
              <span className="w-40 shrink-0 text-right tabular-nums">{words.free(room)}</span>
            </li>
          ))}
      </ul>
    </Card>
  );
}
