import { useFormatter, useTranslations } from "next-intl";
import type { HostView } from "@/lib/hosts/host-view";
import { Zone } from "./zone";

/** What is known of the host's make; what isn't is left out. */
export function FactsZone({ host }: { host: HostView }) {
  const t = useTranslations("host.facts");
  const format = useFormatter();
  const { cpuCores, memoryMb } = host;
  const memory =
    memoryMb === null
      ? null
      : memoryMb < 1024
        ? t("memoryMb", { value: format.number(memoryMb) })
        : t("memoryGb", { value: format.number(memoryMb / 1024, { maximumFractionDigits: 1 }) });
  return (
    <Zone title={t("title")}>
      <dl className="pairs">
        {cpuCores === null ? null : (
          <div>
            <dt>{t("cores")}</dt>
            <dd>{t("coresValue", { count: cpuCores })}</dd>
          </div>
        )}
        {memory ? (
          <div>
            <dt>{t("memory")}</dt>
            <dd>{memory}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t("id")}</dt>
          <dd>{host.id}</dd>
        </div>
      </dl>
    </Zone>
  );
}
