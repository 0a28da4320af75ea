import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import type { PlanField } from "@/lib/provider/plan";
import { MemoryField } from "./edit/memory-field";
import { LimitField } from "./limit-field";
import { NumberField } from "./number-field";

export type SizeValues = Partial<Record<PlanField, number>>;

/** What most hosts are given; each a field that can be changed. */
export const USUAL_SIZE = {
  cpuCores: 2,
  memoryMb: 2048,
  cpuLimitPercent: 100,
  dataDiskGb: 0,
  systemDiskIoMb: 0,
  dataDiskIoMb: 0,
  portMbit: 100,
  trafficLimitGb: 0,
  /** The group's. */
  snapshotQuota: -1,
  backupQuota: -1,
  portQuota: 5,
  domainQuota: 5,
} as const satisfies SizeValues;

interface SizeFieldsProps {
  values: SizeValues;
  /** How memory is given, where the form asks for it. */
  memory?: boolean;
}

/** The numbers that a plan has, and that a host without one is made by. */
export function SizeFields({ values, memory }: SizeFieldsProps) {
  const w = useTranslations("words");
  const f = useTranslations("fleet-hosts.form");
  return (
    <FieldGrid dense>
      <NumberField name="cpuCores" label={f("cpuCores")} value={values.cpuCores} />
      <MemoryField
        name="memoryMb"
        label={f("memoryMb")}
        value={values.memoryMb}
        is={f("memoryIs", { gb: "#" })}
      />
      {memory ? <MemoryFields dynamic={false} least={null} /> : null}
      <LimitField name="cpuLimitPercent" value={values.cpuLimitPercent} unit="%" />
      <NumberField
        name="systemDiskGb"
        label={w("systemDisk")}
        value={values.systemDiskGb}
        hint={f("systemDiskHint")}
        unit="GB"
      />
      <NumberField
        name="dataDiskGb"
        label={w("dataDisk")}
        value={values.dataDiskGb}
        hint={f("dataDiskHint")}
        unit="GB"
      />
      <DiskIoFields {...values} />
      <NumberField name="portMbit" label={w("portSpeed")} value={values.portMbit} unit="Mbit/s" />
      <LimitField name="trafficLimitGb" value={values.trafficLimitGb} unit="GB" />
      <QuotaFields {...values} />
    </FieldGrid>
  );
}

/** Static or dynamic; the least counts only where it is dynamic. */
export function MemoryFields({ dynamic, least }: { dynamic: boolean; least: number | null }) {
  const f = useTranslations("fleet-hosts.form");
  return (
    <>
      <div className="peer">
        <SelectField
          name="memory"
          label={f("memory")}
          value={dynamic ? "dynamic" : "static"}
          options={[
            ["static", f("memoryStatic")],
            ["dynamic", f("memoryDynamic")],
          ]}
        />
      </div>
      <div className="peer-has-[[value=static]:checked]:hidden">
        <NumberField name="memoryMinMb" label={f("memoryMinMb")} value={dynamic ? least : null} unit="MB" />
      </div>
    </>
  );
}

interface MoreMachineProps {
  cpuWeight?: number | null;
  memoryBufferPercent?: number | null;
  memoryWeight?: number | null;
}

/** What hardly anybody changes: RStack's usual values where it is left empty. */
export function MoreMachine({ cpuWeight, memoryBufferPercent, memoryWeight }: MoreMachineProps) {
  const f = useTranslations("fleet-hosts.form");
  return (
    <Disclosure title={f("more")}>
      <FieldGrid dense>
        <NumberField
          name="cpuWeight"
          label={f("cpuWeight")}
          value={cpuWeight}
          hint={f("usual", { value: 10 })}
        />
        <NumberField
          name="memoryBufferPercent"
          label={f("memoryBufferPercent")}
          value={memoryBufferPercent}
          hint={f("usual", { value: 20 })}
          unit="%"
        />
        <NumberField
          name="memoryWeight"
          label={f("memoryWeight")}
          value={memoryWeight}
          hint={f("usual", { value: 50 })}
        />
      </FieldGrid>
    </Disclosure>
  );
}

interface DiskIoFieldsProps {
  systemDiskIoMb?: number | null;
  dataDiskIoMb?: number | null;
}

/** How fast each disk may be read and written. */
export function DiskIoFields(values: DiskIoFieldsProps) {
  return (["systemDiskIoMb", "dataDiskIoMb"] as const).map((name) => (
    <LimitField key={name} name={name} value={values[name]} unit="MB/s" />
  ));
}

type Quota = "snapshotQuota" | "backupQuota" | "portQuota" | "domainQuota";

export function QuotaFields(values: { [Name in Quota]?: number | null }) {
  const f = useTranslations("fleet-hosts.form");
  return (
    <>
      <LimitField name="snapshotQuota" value={values.snapshotQuota} />
      <LimitField name="backupQuota" value={values.backupQuota} />
      <NumberField name="portQuota" label={f("portQuota")} value={values.portQuota} />
      <NumberField name="domainQuota" label={f("domainQuota")} value={values.domainQuota} />
    </>
  );
}
