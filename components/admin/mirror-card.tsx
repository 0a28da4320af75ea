import { useFormatter, useTranslations } from "next-intl";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { FactCard } from "./fact-card";

export function MirrorCard({ mirror }: { mirror: ConnectionReport["mirror"] }) {
  const t = useTranslations("connection.mirror");
  const link = useTranslations("connection.link");
  const format = useFormatter();
  return (
    <FactCard
      title={t("title")}
      facts={[
        { name: t("mode"), value: t(`modes.${mirror.mode}`) },
        { name: t("hosts"), value: format.number(mirror.hosts) },
        { name: t("age"), value: mirror.ageMs === null ? link("never") : <Age ms={mirror.ageMs} /> },
        { name: t("doubled"), value: format.number(mirror.doubled) },
        {
          name: t("badRows"),
          value: mirror.badRows === null ? link("unknown") : format.number(mirror.badRows),
        },
      ]}
    />
  );
}

function Age({ ms }: { ms: number }) {
  const t = useTranslations("connection.mirror");
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) {
    return t("ageSeconds", { count: seconds });
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120
    ? t("ageMinutes", { count: minutes })
    : t("ageHours", { count: Math.round(minutes / 60) });
}
