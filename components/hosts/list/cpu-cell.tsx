import { Sparkline } from "@/components/charts/sparkline";
import { DRAWN_LEVELS, type DrawnLine } from "@/lib/monitor/drawing";

interface CpuCellProps {
  /** Null: nothing is known of the last hour. */
  hour: DrawnLine | null;
  runs: boolean;
}

/** CPU of the last hour, drawn where the page is made; nothing for a host that doesn't run. */
export function CpuCell({ hour, runs }: CpuCellProps) {
  const known = runs && hour?.line.some((value) => value !== null) ? hour : null;
  return known ? (
    <span data-cpu="" className="flex items-center gap-2.5">
      <span className="h-5 w-14 flex-none max-md:hidden">
        <Sparkline line={known.line} levels={DRAWN_LEVELS} />
      </span>
      {known.last == null ? null : (
        <span className="w-10 flex-none text-right text-ink-2">{Math.round(known.last)} %</span>
      )}
    </span>
  ) : null;
}
