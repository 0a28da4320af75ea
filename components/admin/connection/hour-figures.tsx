import { useFormatter, useTranslations } from "next-intl";
import { Figure, Figures } from "@/components/ui/figures";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { LAST_FAULT } from "./fault-card";
import { useAgeText } from "./use-age-text";

const JUST_NOW_MS = 5_000;

/** The last hour in numbers, and how old the list of hosts is. */
export function HourFigures({ report: { lastHour, lastFault, mirror, test } }: { report: ConnectionReport }) {
  const t = useTranslations("connection.hour");
  const format = useFormatter();
  const age = useAgeText();
  const { calls, refused, failed, averageMs, slowestMs } = lastHour;
  const { kind, cause } = test.diagnosis ?? {};
  // A refusal is counted as such, and what the panel held back is no call.
  const isTestFailed = !test.ok && kind !== "refused" && cause !== "breaker" && cause !== "panel-limits";
  return (
    <Figures ruled>
      <Figure
        label={t("average")}
        value={averageMs}
        unit={t("ms")}
        note={slowestMs === null ? t("none") : t("slowest", { ms: format.number(slowestMs) })}
      />
      <Figure
        label={t("calls")}
        value={calls}
        note={
          refused > 0 && lastFault?.diagnosis.kind === "refused" ? (
            // A plain link: it leads within the page.
            <a href={`#${LAST_FAULT}`}>{t("refused", { count: refused })}</a>
          ) : (
            t("refused", { count: refused })
          )
        }
      />
      <Figure
        label={t("failed")}
        value={failed}
        tone="alert"
        asks
        // A failed test is counted a moment later: 0 alone would read as if all were well.
        note={failed === 0 && isTestFailed ? t("testFailed") : t("failedNote")}
      />
      <Figure
        label={t("hosts")}
        value={mirror.ageMs === null ? null : mirror.hosts}
        href="/admin/hosts"
        note={
          mirror.ageMs === null
            ? t("neverRead")
            : mirror.ageMs < JUST_NOW_MS
              ? t("justNow")
              : t("age", { age: age(mirror.ageMs) })
        }
      />
    </Figures>
  );
}
