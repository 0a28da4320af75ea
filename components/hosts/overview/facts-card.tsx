import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { HostView } from "@/lib/hosts/host-view";
import { Card } from "../../ui/card";

export interface HostMake {
  systemDiskGb: number | null;
  /** 0: it has none. */
  dataDiskGb: number | null;
  portMbit: number | null;
}

/** What is known of the host's make; what isn't is left out. And what its owner calls it. */
export function FactsCard({ host, make }: { host: HostView; make: HostMake }) {
  const t = useTranslations("host.facts");
  const own = useTranslations("labels");
  const { cpuCores, masterName, name } = host;
  const memory = useMemory(host.memoryMb);
  return (
    <Card title={t("title")}>
      <dl className="pairs">
        {cpuCores === null ? null : <Pair name={t("cores")}>{t("coresValue", { count: cpuCores })}</Pair>}
        {memory ? <Pair name={t("memory")}>{memory}</Pair> : null}
        {make.systemDiskGb ? (
          <Pair name={t("systemDisk")}>{t("memoryGb", { value: make.systemDiskGb })}</Pair>
        ) : null}
        {make.dataDiskGb ? (
          <Pair name={t("dataDisk")}>{t("memoryGb", { value: make.dataDiskGb })}</Pair>
        ) : null}
        {make.portMbit ? <Pair name={t("port")}>{t("portMbit", { value: make.portMbit })}</Pair> : null}
        <Pair name={t("id")}>{host.id}</Pair>
        {host.region ? <Pair name={t("region")}>{host.region}</Pair> : null}
        {masterName && masterName !== name ? <Pair name={own("originalName")}>{masterName}</Pair> : null}
        {host.note ? <Pair name={own("note")}>{host.note}</Pair> : null}
        {host.tags.length > 0 ? (
          <Pair name={own("tags")}>{host.tags.map((tag) => `#${tag}`).join(" ")}</Pair>
        ) : null}
      </dl>
    </Card>
  );
}

function useMemory(memoryMb: number | null): string | null {
  const t = useTranslations("host.facts");
  const format = useFormatter();
  if (memoryMb === null) {
    return null;
  }
  return memoryMb < 1024
    ? t("memoryMb", { value: format.number(memoryMb) })
    : t("memoryGb", { value: format.number(memoryMb / 1024, { maximumFractionDigits: 1 }) });
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt>{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
