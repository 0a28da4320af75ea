import { getTranslations } from "next-intl/server";
import { byDay } from "@/components/ui/list/by-day";
import type { SeenTask } from "@/lib/fleet/operations/master-lists";

export interface TaskGroup {
  title: string;
  /** YYYY-MM-DD where all of it are of one. */
  day: string | null;
  entries: SeenTask[];
}

const DAY_MS = 86_400_000;
/** A line above fewer than so many rows each makes the list no clearer. */
const FEWEST_ROWS = 2;

/**
 * What goes on first, unless the list is narrowed to some state; then the rest by days, and where these would have hardly
 * more than a task each, by how long ago they began.
 */
export async function taskGroups(
  tasks: SeenTask[],
  zone: string | null,
  isNarrowed: boolean,
): Promise<TaskGroup[]> {
  const t = await getTranslations("fleet-operations");
  const going = isNarrowed ? [] : tasks.filter(({ state }) => state === "in-progress");
  const rest = tasks.filter((task) => !going.includes(task));
  const undated = rest.filter(({ startedAt }) => startedAt === null);
  const [today] = await byDay([new Date()], (now) => now.toISOString(), zone);
  const framed = (groups: TaskGroup[]) =>
    [
      { title: t("inProgress"), day: today?.day ?? null, entries: going },
      ...groups,
      { title: t("tasks.undated"), day: null, entries: undated },
    ].filter(({ entries }) => entries.length > 0);
  const ways = [framed(await daysOf(rest, zone)), framed(spansOf(rest, t))];
  return (
    ways.find((groups) => groups.length * FEWEST_ROWS <= tasks.length) ?? [
      { title: "", day: null, entries: tasks },
    ]
  );
}

async function daysOf(tasks: SeenTask[], zone: string | null): Promise<TaskGroup[]> {
  const dated = tasks.flatMap((task) => (task.startedAt ? { task, iso: task.startedAt.toISOString() } : []));
  const days = await byDay(dated, ({ iso }) => iso, zone);
  return days.map(({ entries, ...day }) => ({ ...day, entries: entries.map(({ task }) => task) }));
}

function spansOf(
  tasks: SeenTask[],
  t: (text: "tasks.week" | "tasks.month" | "tasks.older") => string,
): TaskGroup[] {
  const now = Date.now();
  const of = (from: number, to: number) =>
    tasks.filter(({ startedAt }) => {
      const days = startedAt && (now - startedAt.getTime()) / DAY_MS;
      return days !== null && days >= from && days < to;
    });
  return [
    { title: t("tasks.week"), day: null, entries: of(Number.NEGATIVE_INFINITY, 7) },
    { title: t("tasks.month"), day: null, entries: of(7, 30) },
    { title: t("tasks.older"), day: null, entries: of(30, Number.POSITIVE_INFINITY) },
  ];
}
