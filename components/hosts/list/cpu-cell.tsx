import { Sparkline } from "@/components/charts/sparkline";
import { DRAWN_LEVELS, type DrawnLine } from "@/lib/monitor/drawing";

interface CpuCellProps {
  /** Null: nothing is known of the last hour. */
  hour: DrawnLine | null;
  runs: boolean;
}

/** CPU of the last hour, drawn where the page is made. */
export function CpuCell({ hour, runs }: CpuCellProps) {
  if (!runs || !hour) {
    return (
      <span className="cpu-cell">
        <span className="cpu-line cpu-none" />
        <span>–</span>
      </span>
    );
  }
  return (
    <span className="cpu-cell">
      <span className="cpu-line">
        <Sparkline line={hour.line} levels={DRAWN_LEVELS} />
      </span>
      <span>{hour.last == null ? "" : `${Math.round(hour.last)} %`}</span>
    </span>
  );
}
