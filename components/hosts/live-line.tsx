import { useTranslations } from "next-intl";
import { useLostAt } from "./live/hosts-live";
import { useNow } from "./time/clock";
import { useTimes, useZoneName } from "./time/use-times";

/** States older than this are not called live, whatever holds them up: a lost stream, or too many hosts for the budget. */
const OLD_MS = 150_000;

/** Times in ISO 8601. `oldestState`: when the oldest state on the page was read, null where none is known. */
interface LiveLineProps {
  oldestState: string | null;
  /** The same as in the line above the page. */
  shownFrom: string | null;
}

/** The last line of the page: whether what is shown is live, else from when; and which zone its times are in. */
export function LiveLine({ oldestState, shownFrom }: LiveLineProps) {
  const t = useTranslations("hosts.live");
  const lostAt = useLostAt();
  const zone = useZoneName();
  const times = useTimes();
  const now = useNow();
  const old = shownFrom ?? (oldestState && now - Date.parse(oldestState) > OLD_MS ? oldestState : null);
  return (
    <p className="mt-4 px-1 text-ink-3 text-12">
      {old ? t("asOf", { time: times.moment(old), zone }) : t(lostAt ? "off" : "on", { zone })}
    </p>
  );
}
