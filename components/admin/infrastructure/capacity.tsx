import { useFormatter, useTranslations } from "next-intl";
import { Mark } from "@/components/ui/mark";
import { Meter } from "@/components/ui/meter";
import type { NodeView } from "@/lib/fleet/infrastructure/nodes";

const MB_IN_GB = 1024;

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
export interface Room {
  free: number | null;
  use: Use | null;
}

export const memoryRoom = ({ freeMemoryMb, totalMemoryMb, given }: NodeView): Room => ({
  free: inGb(freeMemoryMb),
  use: useOf(inGb(freeMemoryMb), inGb(totalMemoryMb), inGb(given.memoryMb)),
});
export const diskRoom = ({ freeDiskGb, totalDiskGb, given }: NodeView): Room => ({
  free: freeDiskGb,
  use: useOf(freeDiskGb, totalDiskGb, given.diskGb),
});

/** Of several nodes together. A figure that one of them lacks is unknown of all. */
export function sumOf(rooms: readonly Room[]): Room {
  return rooms.reduce((all, one) => ({
    free: all.free === null || one.free === null ? null : all.free + one.free,
    use: all.use && one.use ? { used: all.use.used + one.use.used, all: all.use.all + one.use.all } : null,
  }));
}

const GB_IN_TB = 1000;

/** The unit of what reaches this size, and figures in it: whole ones from 10 GB on, of smaller parts their first digits. */
export function unitOf(gb: number) {
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
      free === null
        ? t("unknown")
        : use === null
          ? t("size", pair(free, free))
          : t("sizeOf", pair(free, use.all)),
    all: ({ all }: Use) => t("ofSize", pair(all, all)),
    used: ({ used, all }: Use) => t("usedSize", pair(used, all)),
  };
}

/** How much of it hosts have, as a bar; nothing where that isn't known. */
export function UseBar({ use }: { use: Use | null }) {
  const { used } = useRoomWords();
  return use === null || use.all === 0 ? null : <Meter used={use.used} limit={use.all} label={used(use)} />;
}

/** How many cores a host may have there, however RStack's `maxcpu` is meant: those that are free, or the most of one host. */
export function useCores() {
  const t = useTranslations("infrastructure");
  return ({ freeCpuCores, maxCpuCores }: NodeView) =>
    freeCpuCores !== null
      ? t("cpu.free", { count: freeCpuCores })
      : maxCpuCores !== null
        ? t("cpu.most", { count: maxCpuCores })
        : t("unknown");
}

export function NodeState({ maintenance }: { maintenance: boolean }) {
  const t = useTranslations("infrastructure.state");
  return maintenance ? (
    <Mark tone="busy" shape="bars" word={<span data-maintenance="true">{t("maintenance")}</span>} />
  ) : (
    <Mark tone="run" shape="check" word={t("normal")} />
  );
}
