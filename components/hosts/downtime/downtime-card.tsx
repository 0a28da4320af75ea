import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import {
  type DowntimeCause,
  type DowntimeMonth,
  type DowntimeView,
  isDown,
} from "@/lib/monitor/downtime/downtime-view";
import { useDuration } from "../operate/operation-words";

const MINUTE = 60_000;

/** Of a node it says whose host each is. */
type Listed = DowntimeView["longest"][number] & { hostId?: string; hostName?: string };

interface DowntimeCardProps {
  view: Omit<DowntimeView, "longest"> & { longest: readonly Listed[] };
  className?: string;
}

/** When a host, or a node's hosts, didn't run, and whose that is: by month, then the longest times. */
export function DowntimeCard({ view: { isLearnt, months, longest }, className }: DowntimeCardProps) {
  const t = useTranslations("downtime");
  return (
    <Card id="downtime" title={t("title")} className={className}>
      {months.length === 0 ? (
        <p className="text-13 text-ink-2">{t("none")}</p>
      ) : (
        <div className="flex flex-col gap-5" data-downtime={months.length}>
          {isLearnt ? null : <p className="text-13 text-ink-2">{t("notLearnt")}</p>}
          <Months months={months} />
          <Longest longest={longest} />
        </div>
      )}
    </Card>
  );
}

const HEAD = "text-left text-12 text-ink-3";

function Months({ months }: { months: readonly DowntimeMonth[] }) {
  const t = useTranslations("downtime");
  const traffic = useTranslations("traffic");
  const format = useFormatter();
  const duration = useDuration();
  return (
    <table className="w-full text-13 tabular-nums">
      <thead className={HEAD}>
        <tr className="h-8 border-line border-b">
          <th className="font-medium">{traffic("month")}</th>
          <th className="text-right font-medium">{t("down")}</th>
          <th className="pl-8 font-medium max-md:hidden">{t("causes")}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {months.map(({ month, minutes, causes }) => (
          <tr key={month} data-month={month} className="align-top">
            <td className="py-2">
              {format.dateTime(new Date(`${month}-01T00:00:00Z`), {
                ...{ timeZone: "UTC", month: "long", year: "numeric" },
              })}
              <span className="block text-12 text-ink-3 md:hidden">
                <Causes causes={causes} />
              </span>
            </td>
            <td className="whitespace-nowrap py-2 text-right font-medium">{duration(minutes * MINUTE)}</td>
            <td className="py-2 pl-8 text-ink-2 max-md:hidden">
              <Causes causes={causes} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Causes({ causes }: Pick<DowntimeMonth, "causes">) {
  const duration = useDuration();
  return (
    <span className="flex flex-wrap gap-x-4">
      {causes.map(({ cause, minutes }) => (
        <span key={cause} data-cause={cause} className={isDown(cause) ? undefined : "text-ink-3"}>
          <CauseWord cause={cause} /> <span className="whitespace-nowrap">{duration(minutes * MINUTE)}</span>
        </span>
      ))}
    </span>
  );
}

function CauseWord({ cause }: { cause: DowntimeCause }) {
  return useTranslations("downtime.cause")(cause);
}

function Longest({ longest }: { longest: readonly Listed[] }) {
  const t = useTranslations("downtime");
  const format = useFormatter();
  const duration = useDuration();
  const moment = (iso: string) =>
    format.dateTime(new Date(iso), {
      ...({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const),
    });
  return (
    <div>
      <h3 className={`${HEAD} flex h-8 items-center border-line border-b font-medium`}>{t("longest")}</h3>
      <ul className="divide-y divide-line text-13 tabular-nums">
        {longest.map(({ from, to, minutes, cause, hostId, hostName }) => (
          <li
            key={`${hostId} ${from}`}
            className="flex flex-wrap items-baseline gap-x-4 py-2"
            data-cause={cause}
          >
            {hostId ? <Link href={`/admin/hosts/${hostId}`}>{hostName ?? hostId}</Link> : null}
            <span>{to ? `${moment(from)} – ${moment(to)}` : t("goesOn", { from: moment(from) })}</span>
            <span className="text-ink-2">
              <CauseWord cause={cause} />
            </span>
            <span className="ml-auto font-medium">{duration(minutes * MINUTE)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
