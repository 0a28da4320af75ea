import { useTranslations } from "next-intl";
import { Key } from "@/components/ui/key";
import { useGap } from "@/components/ui/use-gap";
import type { Figures } from "./use-figures";
import type { MonitorState } from "./use-monitor";
import { useSpanText } from "./use-span-text";

interface MonitorFootProps {
  state: MonitorState;
  /** The master doesn't answer. */
  down: boolean;
  table: boolean;
  figures: Figures;
}

/** What is missing and why; and how the charts are moved. */
export function MonitorFoot({ state, down, table, figures }: MonitorFootProps) {
  const t = useTranslations("monitor");
  const span = useSpanText();
  const gap = useGap();
  const { monitor, failed } = state;
  const point = monitor && monitor.times.length > 1 ? pointSeconds(monitor.times) : null;
  return (
    <div className="monitor-foot">
      <div role="status">
        {failed ? <p className="text-alert-text">{t("failed")}</p> : null}
        {down && monitor ? (
          <p>{monitor.readAt ? t("downAt", { time: figures.moment(monitor.readAt) }) : t("down")}</p>
        ) : null}
        {!down && monitor && monitor.pending > 0 ? <p>{t("pending", { count: monitor.pending })}</p> : null}
        {monitor && monitor.refused > 0 ? <p>{t("refused", { count: monitor.refused })}</p> : null}
      </div>
      {failed ? <Key onClick={state.again}>{t("again")}</Key> : null}
      {table ? null : (
        <p>
          <span className="monitor-hint">{t("hint")}</span>
          <span className="monitor-hint-touch">{t("hintTouch")}</span>
          {point === null ? null : gap + t("point", { span: span(point) })}
        </p>
      )}
    </div>
  );
}

/** The step that most points have. */
function pointSeconds(times: readonly number[]): number {
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 60;
}
