import { useFormatter, useTranslations } from "next-intl";
import { ChoiceCard } from "@/components/ui/form/check-field";
import type { OfferedNode } from "@/lib/fleet/hosts/place-offer";
import type { HostPlan } from "@/lib/provider/plan";
import { MB_IN_GB } from "@/lib/units";
import { PlanFields, RareFields } from "./size-fields";
import { Step } from "./step";

interface PlanStepProps {
  plans: HostPlan[];
  /** Where the host would go. */
  nodes: OfferedNode[];
}

/** The provider's plans as tiles, and one's own numbers; without plans, the numbers alone. */
export function PlanStep({ plans, nodes }: PlanStepProps) {
  const t = useTranslations("fleet-hosts.create");
  const custom = useTranslations("fleet-created")("custom");
  const w = useTranslations("words");
  const first = firstPlan(plans, nodes);
  const addresses = nodes.reduce((sum, { free }) => sum + addressesOf(free), 0);
  const room = plans.map((plan) => fitsOn(nodes, plan));
  // As many of each as there are addresses: said once, and at those alone that there is no room for.
  const isOneLimit = room.includes(addresses) && room.every((fits) => fits === addresses || fits === 0);
  return (
    <Step
      choice
      title={plans.length === 0 ? w("size") : w("plan")}
      note={isOneLimit && addresses > 0 ? t("fits", { count: addresses }) : null}
    >
      <div className="group/plans flex flex-col gap-5">
        {plans.length === 0 ? (
          <input type="hidden" name="plan" value="" />
        ) : (
          <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
            {plans.map((plan, at) => (
              <PlanTile
                key={plan.id}
                plan={plan}
                fits={room[at] ?? null}
                nodes={nodes}
                isCounted={!isOneLimit}
                isFirst={plan === first}
              />
            ))}
            <ChoiceCard name="plan" value="" label={custom} />
          </div>
        )}
        {/* One's own numbers are asked for only where no plan has them. */}
        <div
          className={
            plans.length === 0 ? undefined : "hidden group-has-[input[value='']:checked]/plans:block"
          }
        >
          <PlanFields memory />
          <RareFields values={{}} />
        </div>
      </div>
    </Step>
  );
}

interface PlanTileProps {
  plan: HostPlan;
  /** How many hosts of it there is room for; `isCounted`: it says how many. */
  fits: number | null;
  nodes: OfferedNode[];
  isCounted: boolean;
  isFirst: boolean;
}

function PlanTile({ plan, fits, nodes, isCounted, isFirst }: PlanTileProps) {
  const t = useTranslations("fleet-hosts.create");
  const format = useFormatter();
  const facts = usePlanFacts()(plan);
  const { of, freeGb } = lackOf(nodes, plan);
  return (
    <ChoiceCard
      name="plan"
      value={plan.id}
      defaultChecked={isFirst}
      label={plan.name}
      text={
        <span className="flex flex-col">
          {facts.map(({ name, value }) => (
            <span key={name} className="first-letter:uppercase">
              {value}
            </span>
          ))}
          {fits === 0 ? (
            <span className="text-warn-ink">{t(`lacks.${of}`, { gb: format.number(freeGb) })}</span>
          ) : isCounted && fits ? (
            <span className="text-ink-3">{t("fits", { count: fits })}</span>
          ) : null}
        </span>
      }
    />
  );
}

/** Chosen at first: one that there is room for. */
export const firstPlan = (plans: HostPlan[], nodes: OfferedNode[]): HostPlan | undefined =>
  plans.find((plan) => fitsOn(nodes, plan) !== 0) ?? plans[0];

/** Cores, memory, disks and traffic, as people read them. */
export function usePlanFacts(): (plan: Pick<HostPlan, "values">) => { name: string; value: string }[] {
  const w = useTranslations("words");
  const t = useTranslations("fleet-hosts.create.fact");
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  const number = (value: number) => format.number(value, { maximumFractionDigits: 1 });
  return ({ values: { cpuCores = 0, memoryMb = 0, systemDiskGb, dataDiskGb, trafficLimitGb } }) => [
    { name: f("cpuCores"), value: t("cores", { count: cpuCores }) },
    { name: w("memory"), value: t("memory", { gb: number(memoryMb / MB_IN_GB) }) },
    {
      name: w("systemDisk"),
      value:
        (systemDiskGb ?? 0) + (dataDiskGb ?? 0) === 0
          ? t("imageDisk")
          : w("gbDisk", { gb: number((systemDiskGb ?? 0) + (dataDiskGb ?? 0)) }),
    },
    {
      name: f("trafficLimitGb"),
      value: trafficLimitGb ? t("traffic", { gb: number(trafficLimitGb) }) : t("noLimit"),
    },
  ];
}

/** How many hosts of this size the nodes have memory, disk and an IPv4 address for; null where a node doesn't tell. */
export function fitsOn(nodes: OfferedNode[], { values }: HostPlan): number | null {
  const { memoryMb = 0, systemDiskGb = 0, dataDiskGb = 0 } = values;
  const disk = systemDiskGb + dataDiskGb;
  let sum = 0;
  for (const { freeMemoryMb, freeDiskGb, free } of nodes) {
    if (freeMemoryMb === null || freeDiskGb === null || memoryMb === 0) {
      return null;
    }
    const byDisk = disk === 0 ? Number.POSITIVE_INFINITY : Math.floor(freeDiskGb / disk);
    sum += Math.max(0, Math.min(Math.floor(freeMemoryMb / memoryMb), byDisk, addressesOf(free)));
  }
  return sum;
}

/** What there is too little of for even one, and how much of it the roomiest node has; of nodes that tell. */
export function lackOf(
  nodes: OfferedNode[],
  { values: { memoryMb = 0, systemDiskGb = 0, dataDiskGb = 0 } }: HostPlan,
): { of: "memory" | "disk" | "addresses" | "room"; freeGb: number } {
  const memory = Math.max(0, ...nodes.map(({ freeMemoryMb }) => freeMemoryMb ?? 0));
  const disk = Math.max(0, ...nodes.map(({ freeDiskGb }) => freeDiskGb ?? 0));
  if (nodes.length === 0) {
    return { of: "room", freeGb: 0 };
  }
  return memory < memoryMb
    ? { of: "memory", freeGb: Math.floor(memory / MB_IN_GB) }
    : disk < systemDiskGb + dataDiskGb
      ? { of: "disk", freeGb: Math.floor(disk) }
      : { of: nodes.every(({ free }) => addressesOf(free) === 0) ? "addresses" : "room", freeGb: 0 };
}

/** A node gives all its hosts one kind unless told otherwise, and which is the node's to say: never both together. */
const addressesOf = (free: OfferedNode["free"]): number =>
  free ? Math.max(free.ipv4, free.privateIpv4) : Number.POSITIVE_INFINITY;
