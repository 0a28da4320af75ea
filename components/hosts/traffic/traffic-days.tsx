import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import { DescriptionList, Stat } from "@/components/ui/page/facts";
import type { Forecast, TrafficMonth, TrafficView } from "@/lib/monitor/traffic/traffic-view";
import { TrafficBars } from "./traffic-bars";
import { useTrafficWords } from "./use-traffic-words";

const DAYS = 31;

interface TrafficDaysProps {
  view: TrafficView;
  /** Where the same is a file. */
  csvHref: string;
  /** Leads to the traffic of all hosts. */
  allHref?: string | null;
}

/** Traffic as it was recorded: the running month and where its period leads, bars by day, rows by month. */
export function TrafficDays({ view: { unit, days, months, forecast }, csvHref, allHref }: TrafficDaysProps) {
  const t = useTranslations("traffic");
  const w = useTranslations("words");
  const [latest] = months;
  return (
    <Card
      id="traffic"
      title={t("title")}
      className="mt-4"
      action={
        <>
          {allHref ? (
            <ButtonLink href={allHref} variant="ghost">
              {w("allHosts")}
            </ButtonLink>
          ) : null}
          {latest ? (
            <ButtonLink href={csvHref} icon="download" variant="ghost" download>
              {t("download")}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {latest ? (
        <div className="flex flex-col gap-5" data-traffic-days={days.length}>
          <Latest month={latest} forecast={forecast} />
          {unit === null ? <p className="text-13 text-ink-2">{t("noUnit")}</p> : null}
          <TrafficBars days={days} count={DAYS} />
          <Months months={months} />
        </div>
      ) : (
        <p className="text-13 text-ink-2">{t("none")}</p>
      )}
    </Card>
  );
}

function Latest({ month, forecast }: { month: TrafficMonth; forecast: Forecast | null }) {
  const t = useTranslations("traffic");
  const words = useTrafficWords();
  const perDay = (of: number | null) => (of === null ? null : of / month.days);
  const average = {
    ...{ inSum: month.inSum / month.days, outSum: month.outSum / month.days },
    ...{ inGb: perDay(month.inGb), outGb: perDay(month.outGb) },
  };
  return (
    <div className="flex flex-wrap items-end gap-x-10 gap-y-3">
      <Stat label={t("thisMonth", { month: words.month(month.month) })} value={words.amount(month, "both")} />
      <DescriptionList
        columns
        className="max-md:w-full"
        facts={[
          [t("in"), words.amount(month, "in")],
          [t("out"), words.amount(month, "out")],
          [t("perDay"), words.amount(average, "both")],
        ]}
      />
      {forecast ? (
        <p className="ml-auto text-13 text-ink-2 max-md:ml-0" data-forecast>
          <ForecastLine forecast={forecast} />
        </p>
      ) : null}
    </div>
  );
}

/** "About 640 GB by Jan 1 (590–700 GB)". */
export function ForecastLine({ forecast: { until, gb, lowGb, highGb } }: { forecast: Forecast }) {
  const t = useTranslations("traffic");
  const words = useTrafficWords();
  const values = { gb: words.gb(gb), date: words.day(until.slice(0, 10)) };
  const [low, high] = [words.gb(lowGb), words.gb(highGb)];
  return low === high ? t("forecastEven", values) : t("forecast", { ...values, low, high });
}

function Months({ months }: { months: readonly TrafficMonth[] }) {
  const t = useTranslations("traffic");
  const w = useTranslations("words");
  const words = useTrafficWords();
  const top = Math.max(...months.map(({ inSum, outSum }) => inSum + outSum));
  return (
    <table className="w-full text-13 tabular-nums">
      <thead className="text-left text-12 text-ink-3">
        <tr className="h-8 border-line border-b">
          <th className="font-medium">{t("month")}</th>
          <th className="text-right font-medium max-md:hidden">{t("in")}</th>
          <th className="text-right font-medium max-md:hidden">{t("out")}</th>
          <th className="text-right font-medium">{w("traffic")}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {months.map((month) => (
          <tr key={month.month} data-month={month.month}>
            <td className="py-2">
              {words.month(month.month)}
              <span className="block text-12 text-ink-3">{t("recorded", { days: month.days })}</span>
            </td>
            <td className="py-2 text-right text-ink-2 max-md:hidden">{words.amount(month, "in")}</td>
            <td className="py-2 text-right text-ink-2 max-md:hidden">{words.amount(month, "out")}</td>
            <td className="w-1/3 py-2 md:pl-8">
              <span className="flex items-center justify-end gap-3">
                <Meter
                  work
                  used={month.inSum + month.outSum}
                  limit={top}
                  label={words.amount(month, "both")}
                  className="min-w-0 flex-1 max-md:hidden"
                />
                <span className="min-w-20 text-right font-medium">{words.amount(month, "both")}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
