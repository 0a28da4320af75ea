import { useFormatter, useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";

interface MasterLineProps {
  /** The master doesn't answer: what `shownFrom` says. */
  shownFrom: string | null;
  /** The panel itself can't be reached, which goes before. */
  lostSince?: string | null;
}

/** From when what is shown is, in ISO 8601: the last reading, which may be older than the silence. Null while the master answers. */
export function shownFrom(downSince: string | null, readAt: string | null): string | null {
  return downSince && readAt && Date.parse(readAt) < Date.parse(downSince) ? readAt : downSince;
}

/** Who doesn't answer, from when what is shown is, and what still works. */
export function MasterLine({ shownFrom: from, lostSince }: MasterLineProps) {
  const t = useTranslations("shell.master-down");
  const format = useFormatter();
  const gap = useGap();
  const since = lostSince ?? from;
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
    <div data-master-down={lostSince ? undefined : ""} data-lost={lostSince ? "" : undefined}>
      <NoticeLine tone="alert" role="status">
        <b>{t(lostSince ? "lostTitle" : "title")}</b>
        {gap}
        {t(lostSince ? "lostAsOf" : "asOf", { time })}
      </NoticeLine>
    </div>
  );
}
