import { useFormatter, useTranslations } from "next-intl";
import { Meter } from "@/components/ui/meter";
import { State } from "@/components/ui/state";
import type { NodeView } from "@/lib/fleet/infrastructure/nodes";
import { MB_IN_GB } from "@/lib/units";

/** Of something that hosts share: how much they have, and how much is left. */
interface Use {
  used: number;
  all: number;
}

/** RStack tells what is free, and sometimes the whole; else the whole is what hosts were given and what is free. */
const useOf = (free: number | null, total: number | null, given: number | null): Use | null =>
  free === null
    ? null
    : total !== null
      ? { used: total - free, all: total }
      : given === null
        ? null
        : { used: given, all: given + free };

const inGb = (mb: number | null) => (mb === null ? null : mb / MB_IN_GB);

/** What is known of memory or of disks, in GB. */
interface Room {
  free: number | null;
  use: Use | null;
}

export const memoryRoom = ({ freeMemoryMb, totalMemoryMb, given }: NodeView): Room => ({
  free: inGb(freeMemoryMb),
  use: useOf(inGb(freeMemoryMb), inGb(totalMemoryMb), inGb(given.memoryMb)),
});
const diskRoom = ({ freeDiskGb, totalDiskGb, given }: NodeView): Room => ({
  free: freeDiskGb,
  use: useOf(freeDiskGb, totalDiskGb, given.diskGb),
});

/** Of several nodes together. A figure that one of them lacks is unknown of all. */
function sumOf(rooms: readonly Room[]): Room {
  return rooms.reduce((all, one) => ({
    free: all.free === null || one.free === null ? null : all.free + one.free,
    use: all.use && one.use ? { used: all.use.used + one.use.used, all: all.use.all + one.use.all } : null,
  }));
}

const GB_IN_TB = 1000;

/** The unit of what reaches this size, and figures in it: whole ones from 10 GB on, of smaller parts their first digits. */
function unitOf(gb: number) {
  const unit = gb < GB_IN_TB ? "GB" : "TB";
  const inUnit = (of: number) => {
    const value = unit === "GB" ? of : of / GB_IN_TB;
    const scale = value < 1 ? 100 : unit === "TB" || value < 10 ? 10 : 1;
    return Math.round(value * scale) / scale;
  };
  return { unit, inUnit } as const;
}

/** Figures of a room in words: what is free, and what its bar shows. */
export function useRoomWords() {
  const t = useTranslations("infrastructure");
  const format = useFormatter();
  /** Both in the unit of the whole. */
  const pair = (part: number, all: number) => {
    const { unit, inUnit } = unitOf(all);
    return { value: format.number(inUnit(part)), all: format.number(inUnit(all)), unit };
  };
  return {
    /** What is free; of how much, where that is known. */
    free: ({ free, use }: Room) =>
      free === null ? "–" : use === null ? t("size", pair(free, free)) : t("sizeOf", pair(free, use.all)),
    used: ({ used, all }: Use) => t("usedSize", pair(used, all)),
  };
}

const ROOMS = { memory: memoryRoom, disk: diskRoom } as const;

/** What is free of it, behind a bar of what hosts have. */
export function RoomOf({ node, what }: { node: NodeView; what: keyof typeof ROOMS }) {
  const room = ROOMS[what](node);
  const words = useRoomWords();
  return (
    <span className="items-center gap-2.5 md:flex">
      {room.use && room.use.all > 0 ? (
        <Meter
          used={room.use.used}
          limit={room.use.all}
          label={words.used(room.use)}
          className="w-16 shrink-0 max-md:hidden"
        />
      ) : null}
      <span className="truncate">{words.free(room)}</span>
    </span>
  );
}

/** Of the nodes of a region together. */
export function AreaSums({ nodes }: { nodes: readonly NodeView[] }) {
  const t = useTranslations("infrastructure");
  const words = useRoomWords();
  const hosts = nodes.reduce((all, node) => all + node.hosts, 0);
  const [memory, disk] = [memoryRoom, diskRoom].map((roomOf) => words.free(sumOf(nodes.map(roomOf))));
  return t("nodes.sums", { hosts, memory: memory ?? "", disk: disk ?? "" });
}

/** What is known of a node's cores: how many are free, else how many its hosts have, else the most of one host. */
export function NodeCores({ node: { freeCpuCores, maxCpuCores, given } }: { node: NodeView }) {
  const t = useTranslations("infrastructure");
  return freeCpuCores !== null
    ? t("cpu.free", { count: freeCpuCores })
    : given.cpuCores !== null
      ? t("cpu.given", { count: given.cpuCores })
      : maxCpuCores !== null
        ? t("cpu.most", { count: maxCpuCores })
        : null;
}

export function NodeState({ maintenance }: { maintenance: boolean }) {
  const t = useTranslations("infrastructure.state");
  const w = useTranslations("words");
  return maintenance ? (
    <State sign="attention">
      <span data-maintenance="true">{w("maintenanceNow")}</span>
    </State>
  ) : (
    <State sign="running">{t("normal")}</State>
  );
}
