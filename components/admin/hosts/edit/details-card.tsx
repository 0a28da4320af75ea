import { useFormatter, useTranslations } from "next-intl";
import { type Fact, FactList } from "@/components/admin/fact-card";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import type { HostRecord } from "@/lib/hosts/host-record";
import type { HostStateReply } from "@/lib/rstack/host-replies";
import { useTaskWord } from "../../operations/tasks-table";

interface DetailsCardProps {
  row: HostRecord;
  /** RStack's own, for staff; null where it has none or wasn't read. */
  remark: string | null;
  task: NonNullable<HostStateReply["details"]>["task"] | null;
}

/** What staff look up about a host, and behind a line what it is called inside. What isn't known is left out. */
export function DetailsCard({ row, remark, task }: DetailsCardProps) {
  const t = useTranslations("fleet-hosts.details");
  const format = useFormatter();
  const doing = useTaskText(task);
  const mono = (text: string) => <span className="mono break-all">{text}</span>;
  const memory = row.memoryMb && format.number(row.memoryMb / 1024, { maximumFractionDigits: 1 });
  const taskFact = doing && { name: t("task"), value: doing };
  const isDone = task?.status === DONE;
  const facts: MaybeFact[] = [
    row.areaName && { name: t("area"), value: row.areaName },
    row.nodeName && {
      name: t("node"),
      value: row.nodeId ? (
        <Link href={`/admin/infrastructure/nodes/${row.nodeId}`}>{row.nodeName}</Link>
      ) : (
        row.nodeName
      ),
    },
    row.imageName && { name: t("image"), value: row.imageName },
    row.cpuCores && { name: t("cores"), value: format.number(row.cpuCores) },
    memory && { name: t("memory"), value: t("gb", { value: memory }) },
    row.systemDiskGb && { name: t("systemDisk"), value: t("gb", { value: format.number(row.systemDiskGb) }) },
    row.dataDiskGb && { name: t("dataDisk"), value: t("gb", { value: format.number(row.dataDiskGb) }) },
    row.portMbit && { name: t("port"), value: t("mbit", { value: format.number(row.portMbit) }) },
    row.mac && { name: t("mac"), value: mono(row.mac) },
    remark && { name: t("remark"), value: remark },
    isDone ? null : taskFact,
  ];
  const raw: MaybeFact[] = [
    { name: t("id"), value: mono(row.vmId) },
    row.name && { name: t("name"), value: row.name },
    row.guid && { name: t("guid"), value: mono(row.guid) },
    isDone ? taskFact : null,
  ];
  return (
    <Card title={t("title")} aside={<Link href={`/hosts/${row.vmId}`}>{t("open")}</Link>}>
      <FactList facts={told(facts)} />
      <div className="mt-2">
        <Disclosure title={t("diagnostics")}>
          <FactList facts={told(raw)} />
        </Disclosure>
      </div>
    </Card>
  );
}

type MaybeFact = Fact | false | null | "" | 0;
const told = (facts: MaybeFact[]) => facts.filter((fact): fact is Fact => Boolean(fact));

/** Of a task's status; what step it ended in says nothing more. */
const DONE = "3";

/** Null for no task; a master may write none as 0. */
function useTaskText(task: DetailsCardProps["task"]): string | null {
  const word = useTaskWord();
  const told = (value: string | null | undefined) => (value && value !== "0" ? value : null);
  const [type, message] = [told(task?.type), told(task?.message)];
  return task && (type || message)
    ? [
        word("type", type),
        task.status === DONE ? null : word("step", task.step),
        word("status", task.status),
        message,
      ]
        .filter(Boolean)
        .join(" · ")
    : null;
}
