import { useFormatter, useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import type { HostView } from "@/lib/hosts/host-view";
import { Card } from "../../ui/card";
import { useSheet } from "../sheet-context";
import { LabelDialog, RenameKey } from "./label-dialog";

/** What is known of the host's make; what isn't is left out. And what its owner calls it. */
export function FactsCard({ host, label }: { host: HostView; label: FormAction }) {
  const t = useTranslations("host.facts");
  const own = useTranslations("labels");
  const readOnly = useSheet().blocked === "read-only";
  const { cpuCores, masterName, name } = host;
  const memory = useMemory(host.memoryMb);
  return (
    <Card title={t("title")} aside={readOnly ? undefined : <RenameKey vmId={host.id} />}>
      <dl className="pairs">
        {cpuCores === null ? null : <Pair name={t("cores")}>{t("coresValue", { count: cpuCores })}</Pair>}
        {memory ? <Pair name={t("memory")}>{memory}</Pair> : null}
        <Pair name={t("id")}>{host.id}</Pair>
        {masterName && masterName !== name ? <Pair name={own("masterName")}>{masterName}</Pair> : null}
        {host.note ? <Pair name={own("note")}>{host.note}</Pair> : null}
      </dl>
      {readOnly ? null : <LabelDialog host={host} action={label} />}
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

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt>{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
