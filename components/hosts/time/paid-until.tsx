import { useFormatter, useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { DAY_MS } from "@/lib/units";
import { useNow } from "./clock";
import { useTimes } from "./use-times";

/** From so many days before its end on, a host asks to be renewed. */
const SOON_DAYS = 14;

function useEnd(iso: string): { isDue: boolean; ink: string } {
  const left = Date.parse(iso) - useNow();
  const isDue = left <= SOON_DAYS * DAY_MS;
  return { isDue, ink: left <= 0 ? "text-bad-ink" : isDue ? "text-warn-ink" : "" };
}

/** The day until which a host is paid; near its end also how long that is. `brief`: the day alone. */
export function PaidUntil({ iso, brief }: { iso: string; brief?: true }) {
  const times = useTimes();
  const format = useFormatter();
  const now = useNow();
  const { isDue, ink } = useEnd(iso);
  return (
    <time dateTime={iso} className={ink}>
      {times.day(iso)}
      {isDue && !brief ? ` · ${format.relativeTime(new Date(iso), now)}` : null}
    </time>
  );
}

/** In a row without a column for it: nothing until it is due. On a desk there is room for its sign alone. */
export function DueHint({ iso }: { iso: string }) {
  const t = useTranslations("hosts");
  const times = useTimes();
  const { isDue, ink } = useEnd(iso);
  const text = t("due", { date: times.day(iso) });
  return isDue ? (
    <span className={`flex-none text-12 @[1400px]:hidden ${ink}`} title={text}>
      <Icon name="calendar" size={14} className="max-md:hidden" />
      <span className="md:sr-only">{text}</span>
    </span>
  ) : null;
}
