import { Sparkline } from "@/components/charts/sparkline";
import { DRAWN_LEVELS, type DrawnLine } from "@/lib/monitor/drawing";

interface CpuCellProps {
  /** Null: nothing is known of the last hour. */
  hour: DrawnLine | null;
  runs: boolean;
}

/** CPU of the last hour, drawn where the page is made. */
export function CpuCell({ hour, runs }: CpuCellProps) {
  const known = runs && hour?.line.some((value) => value !== null) ? hour : null;
  return (
    <span className="cpu-cell">
      <span className={known ? "cpu-line" : "cpu-line cpu-none"}>
        {known ? <Sparkline line={known.line} levels={DRAWN_LEVELS} /> : null}
      </span>
      <span>{known?.last == null ? "–" : `${Math.round(known.last)}%`}</span>
    </span>
  );
}
