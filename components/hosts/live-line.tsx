import { useTranslations } from "next-intl";
import { useHosts } from "./live/hosts-live";
import { useTimes, useZoneName } from "./use-times";

/** The last line of the page: whether what is shown is live, else from when; and which zone its times are in. */
export function LiveLine({ asOf, masterDownSince }: { asOf: string | null; masterDownSince: string | null }) {
  const t = useTranslations("hosts.live");
  const { connected } = useHosts();
  const zone = useZoneName();
  const times = useTimes();
  const from = asOf ?? masterDownSince;
  const old = masterDownSince && from;
  return (
    <p className="mt-4 px-1 text-ink-3 text-xs">
      {old ? t("asOf", { time: times.moment(from), zone }) : t(connected === false ? "off" : "on", { zone })}
    </p>
  );
}
