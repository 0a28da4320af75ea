import { useFormatter } from "next-intl";

/** A moment of the report; ISO 8601 in, shown in the viewer's zone, which the page names once. */
export function ReportTime({ iso }: { iso: string }) {
  const format = useFormatter();
  return (
    <time dateTime={iso}>
      {format.dateTime(new Date(iso), {
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
      })}
    </time>
  );
}
