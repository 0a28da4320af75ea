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

/** Figures of a room in words: what is free, and what its bar shows. */
export function useRoomWords() {
  const t = useTranslations("infrastructure");
  const format = useFormatter();
  const number = (gb: number) => format.number(gb, { maximumFractionDigits: gb < 10 ? 1 : 0 });
  const freeOf = ({ free }: Room) => (free === null ? t("unknown") : t("freeGb", { value: number(free) }));
  return {
    /** Without the word, under a head that has it; of how much, where no bar tells. */
    bare: ({ free, use }: Room, hasBar: boolean) =>
      free === null
        ? t("unknown")
        : hasBar || use === null
          ? t("gb", { value: number(free) })
          : t("gbOf", { value: number(free), all: number(use.all) }),
    /** What is free and of how much, where that is known. */
    room: (room: Room) =>
      room.free === null || room.use === null
        ? freeOf(room)
        : t("freeOfGb", { value: number(room.free), all: number(room.use.all) }),
    all: ({ all }: Use) => t("ofGb", { all: number(all) }),
    used: ({ used, all }: Use) => t("usedGb", { used: number(used), all: number(all) }),
  };
}

/** How much of it hosts have, as a bar, and the whole; nothing where that isn't known. */
export function UseBar({ use }: { use: Use | null }) {
  const { used, all } = useRoomWords();
  return use === null || use.all === 0 ? null : (
    <>
      <Meter used={use.used} limit={use.all} label={used(use)} />
      <small className="block" aria-hidden="true">
        {all(use)}
      </small>
    </>
  );
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
