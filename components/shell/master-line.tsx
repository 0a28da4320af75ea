import { useFormatter, useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";

interface MasterLineProps {
  /** The master doesn't answer: from when on what is shown is (ISO 8601). */
  downSince: string | null;
  /** The panel itself can't be reached, which goes before. */
  lostSince?: string | null;
}

/** Who doesn't answer, from when what is shown is, and what still works. */
export function MasterLine({ downSince, lostSince }: MasterLineProps) {
  const t = useTranslations("shell.master-down");
  const format = useFormatter();
  const gap = useGap();
  const since = lostSince ?? downSince;
  if (!since) {
    return null;
  }
  const time = format.dateTime(new Date(since), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  return (
    <div
      data-master-down={lostSince ? undefined : ""}
      data-lost={lostSince ? "" : undefined}
      className="mb-4"
    >
      <NoticeLine tone="alert" role="status">
        <b>{t(lostSince ? "lostTitle" : "title")}</b>
        {gap}
        {t(lostSince ? "lostAsOf" : "asOf", { time })}
      </NoticeLine>
    </div>
  );
}
