import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { NoticeLine } from "@/components/ui/notice-line";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { MemoryFields, MoreMachine } from "./create-sections";
import { HostForm, type HostFormProps } from "./host-form";
import { NumberField } from "./number-field";

interface MachineCardProps extends HostFormProps {
  name: string;
  /** Off: nothing in it can be lost. */
  isOff: boolean;
  settings: HostSettings;
  resizeHost: FormAction;
}

/** What changes the machine itself: apart, with what that may do said before. */
export function MachineCard({ name, isOff, settings, resizeHost, ...form }: MachineCardProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const { memoryMb, memoryMinMb } = settings;
  const dynamic = (memoryMinMb ?? 0) > 0 && (memoryMinMb ?? 0) < (memoryMb ?? 0);
  return (
    <section className="card">
      <h2 className="mb-3">{e("machine")}</h2>
      <NoticeLine tone="busy" className="mb-4">
        {e("machineText")}
      </NoticeLine>
      <HostForm
        {...form}
        action={resizeHost}
        submit={e("resize")}
        question={{
          title: e("ask.resize", { name }),
          text: e(isOff ? "ask.resizeOff" : "ask.resizeRunning"),
          cancel: e("ask.cancel"),
          danger: !isOff,
        }}
      >
        <NumberField name="cpuCores" label={f("cpuCores")} value={settings.cpuCores} />
        <NumberField name="memoryMb" label={f("memoryMb")} value={memoryMb} />
        <MemoryFields dynamic={dynamic} least={memoryMinMb ?? null} />
        <NumberField
          name="dataDiskGb"
          label={f("dataDiskGb")}
          value={settings.dataDiskGb}
          hint={e("growsOnly")}
        />
        <NumberField
          name="cpuLimitPercent"
          label={f("cpuLimitPercent")}
          value={settings.cpuLimitPercent}
          hint={f("cpuLimitHint")}
        />
        <NumberField
          name="systemDiskIoMb"
          label={f("systemDiskIoMb")}
          value={settings.systemDiskIoMb}
          hint={f("noLimit")}
        />
        <NumberField
          name="dataDiskIoMb"
          label={f("dataDiskIoMb")}
          value={settings.dataDiskIoMb}
          hint={f("noLimit")}
        />
        <MoreMachine
          cpuWeight={settings.cpuWeight}
          memoryBufferPercent={settings.memoryBufferPercent}
          memoryWeight={settings.memoryWeight}
        />
      </HostForm>
    </section>
  );
}
