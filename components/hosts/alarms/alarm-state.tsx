import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { type Sign, StateDot } from "@/components/ui/state";
import type { AlarmState, AlarmView } from "@/lib/monitor/alarms/alarm-view";

const SIGNS: Record<AlarmState, Sign> = {
  paused: "paused",
  waiting: "unknown",
  ok: "running",
  fired: "attention",
  "no-data": "unknown",
};

interface AlarmStateProps {
  alarm: AlarmView;
  zone: string | null;
  /** In a small place: without when it went off before. */
  brief?: boolean;
}

/** How it stands with an alarm, and when it went off last. */
export function AlarmStateLine({ alarm, zone, brief }: AlarmStateProps) {
  const w = useTranslations("words");
  const t = useTranslations("alarms");
  const { state, last, host, firing } = alarm;
  const at = (iso: string) => ({ time: () => <OwnTime iso={iso} zone={zone} brief /> });
  const forAll = host === null && firing > 0 && last?.resolvedAt !== null;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5" data-alarm-state={state}>
      <StateDot sign={forAll ? "attention" : SIGNS[state]} />
      {forAll ? (
        t("firing", { count: firing })
      ) : state === "fired" && last ? (
        <>
          <span>{t.rich("firedAt", at(last.firedAt))}</span>
          {last.acknowledged ? <span>· {t("acknowledged")}</span> : null}
        </>
      ) : state === "paused" ? (
        w("paused")
      ) : (
        t(`state.${state}`)
      )}
      {!brief && state !== "fired" && last?.resolvedAt ? (
        <span className="text-ink-3">
          ·{" "}
          {t.rich("last", {
            ...at(last.firedAt),
            minutes: Math.round((Date.parse(last.resolvedAt) - Date.parse(last.firedAt)) / 60_000),
          })}
        </span>
      ) : null}
    </span>
  );
}
