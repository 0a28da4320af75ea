import { useFormatter, useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { FieldGrid, FormSection, KEPT_KEYS } from "@/components/ui/form/form-section";
import { Link } from "@/components/ui/link";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { LimitField } from "../limit-field";
import { NumberField } from "../number-field";
import { DiskIoFields, MemoryFields, MoreMachine } from "../size-fields";
import { HostForm, type HostFormProps } from "./host-form";
import { MemoryField } from "./memory-field";

interface HardwareFormProps extends HostFormProps {
  name: string;
  /** Off: nothing in it can be lost. */
  isOff: boolean;
  /** In GB; null where RStack doesn't tell. */
  systemDiskGb: number | null;
  settings: HostSettings;
  resizeHost: FormAction;
}

/** What changes the machine itself, with what that may do said before. */
export function HardwareForm({
  name,
  isOff,
  systemDiskGb,
  settings,
  resizeHost,
  ...form
}: HardwareFormProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  const { memoryMb, memoryMinMb } = settings;
  const dynamic = (memoryMinMb ?? 0) > 0 && (memoryMinMb ?? 0) < (memoryMb ?? 0);
  return (
    <HostForm
      {...form}
      page="hardware"
      className="block"
      keysClass={KEPT_KEYS}
      action={resizeHost}
      submit={e("resize")}
      variant="accent"
      question={{
        title: e("ask.resize", { name }),
        text: e(isOff ? "ask.resizeOff" : "ask.resizeRunning"),
        cancel: e("ask.cancel"),
        danger: !isOff,
      }}
    >
      <FormSection title={e("machine")} text={isOff ? null : e("machineText")}>
        <FieldGrid dense>
          <NumberField name="cpuCores" label={f("cpuCores")} value={settings.cpuCores} />
          <MemoryField
            name="memoryMb"
            label={f("memoryMb")}
            value={memoryMb}
            is={f("memoryIs", { gb: "#" })}
          />
          <MemoryFields dynamic={dynamic} least={memoryMinMb ?? null} />
          <LimitField name="cpuLimitPercent" value={settings.cpuLimitPercent} unit="%" />
        </FieldGrid>
        <MoreMachine
          cpuWeight={settings.cpuWeight}
          memoryBufferPercent={settings.memoryBufferPercent}
          memoryWeight={settings.memoryWeight}
        />
      </FormSection>
      <FormSection
        title={e("disks")}
        text={
          <>
            {systemDiskGb ? (
              <span className="mb-2 block">{e("systemDiskNow", { gb: format.number(systemDiskGb) })}</span>
            ) : null}
            {e.rich("disksHint", {
              limits: (words) => <Link href={`/admin/hosts/${form.vmId}/limits`}>{words}</Link>,
            })}
          </>
        }
      >
        <FieldGrid>
          <NumberField name="dataDiskGb" label={f("dataDiskGb")} value={settings.dataDiskGb} unit="GB" />
        </FieldGrid>
        <FieldGrid dense>
          <DiskIoFields {...settings} />
        </FieldGrid>
      </FormSection>
    </HostForm>
  );
}
