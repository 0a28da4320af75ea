import { useFormatter, useTranslations } from "next-intl";
import { Mark } from "@/components/ui/mark";
import { Meter } from "@/components/ui/meter";
import type { NodeView } from "@/lib/fleet/infrastructure/nodes";

export const MB_IN_GB = 1024;

type Room = Pick<NodeView, "freeMemoryMb" | "totalMemoryMb" | "freeDiskGb" | "totalDiskGb">;

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

export const memoryUse = ({ freeMemoryMb, totalMemoryMb, given }: NodeView) =>
  useOf(inGb(freeMemoryMb), inGb(totalMemoryMb), inGb(given.memoryMb));
export const diskUse = ({ freeDiskGb, totalDiskGb, given }: NodeView) =>
  useOf(freeDiskGb, totalDiskGb, given.diskGb);

/** How much of it hosts have, as a bar; nothing where that isn't known. */
export function UseBar({ use }: { use: Use | null }) {
  const t = useTranslations("infrastructure");
  const format = useFormatter();
  const number = (gb: number) => format.number(gb, { maximumFractionDigits: gb < 10 ? 1 : 0 });
  return use === null || use.all === 0 ? null : (
    <Meter
      used={use.used}
      limit={use.all}
      label={t("useBar", { used: number(use.used), free: number(use.all - use.used) })}
    />
  );
}

/** Of several nodes together. A figure that one of them lacks is unknown of all. */
export function sumOf(nodes: readonly NodeView[]): Room & { hosts: number } {
  const sum = (figures: (number | null)[]) =>
    figures.reduce((all, one) => (all === null || one === null ? null : all + one), 0);
  return {
    hosts: nodes.reduce((all, { hosts }) => all + hosts, 0),
    freeMemoryMb: sum(nodes.map(({ freeMemoryMb }) => freeMemoryMb)),
    totalMemoryMb: sum(nodes.map(({ totalMemoryMb }) => totalMemoryMb)),
    freeDiskGb: sum(nodes.map(({ freeDiskGb }) => freeDiskGb)),
    totalDiskGb: sum(nodes.map(({ totalDiskGb }) => totalDiskGb)),
  };
}

/** Free of what there is, in GB; the whole is shown only where the master tells it. */
export function useRoom() {
  const t = useTranslations("infrastructure");
  const format = useFormatter();
  const number = (gb: number) => format.number(gb, { maximumFractionDigits: gb < 10 ? 1 : 0 });
  const room = (free: number | null, total: number | null): string =>
    free === null
      ? t("unknown")
      : total === null
        ? t("gb", { value: number(free) })
        : t("gbOf", { value: number(free), total: number(total) });
  return {
    memory: ({ freeMemoryMb, totalMemoryMb }: Room) =>
      room(
        freeMemoryMb === null ? null : freeMemoryMb / MB_IN_GB,
        totalMemoryMb === null ? null : totalMemoryMb / MB_IN_GB,
      ),
    disk: ({ freeDiskGb, totalDiskGb }: Room) => room(freeDiskGb, totalDiskGb),
    /** The vendor's `maxcpu` can be read in two ways: the page says so beside it. */
    cpu: ({ freeCpuCores, maxCpuCores }: NodeView) =>
      freeCpuCores !== null
        ? t("cpu.free", { count: freeCpuCores })
        : maxCpuCores !== null
          ? format.number(maxCpuCores)
          : t("unknown"),
  };
}

export function NodeState({ maintenance }: { maintenance: boolean }) {
  const t = useTranslations("infrastructure.state");
  return maintenance ? (
    <Mark tone="busy" shape="bars" word={<span data-maintenance="true">{t("maintenance")}</span>} />
  ) : (
    <Mark tone="run" shape="check" word={t("normal")} />
  );
}
