import { useFormatter, useTranslations } from "next-intl";
import { FactRow, SettingsGroup } from "@/components/admin/settings-group";
import type { FormAction } from "@/components/ui/form/answered";
import { FieldGrid } from "@/components/ui/form/form-section";
import { NoticeLine } from "@/components/ui/notice-line";
import { hostField, MACHINE_FIELDS } from "@/lib/rstack/host-fields";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { RareFields, SizeFields, useFigure } from "../size-fields";
import { HostDialog, type HostFormProps } from "./host-form";

interface HardwareProps extends HostFormProps {
  /** Off: nothing in it can be lost. */
  isOff: boolean;
  /** In GB; null where RStack doesn't tell. */
  systemDiskGb: number | null;
  settings: HostSettings;
  resizeHost: FormAction;
}

/** The machine itself; to change it says before what that may do. */
export function Hardware({ isOff, systemDiskGb, settings, resizeHost, ...form }: HardwareProps) {
  const w = useTranslations("words");
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const { number } = useFormatter();
  const told = useFigure();
  const { memoryMb, memoryMinMb, dataDiskGb } = settings;
  const dynamic = (memoryMinMb ?? 0) > 0 && (memoryMinMb ?? 0) < (memoryMb ?? 0);
  const gb = (mb: number) => `${number(mb / 1024, { maximumFractionDigits: 2 })} GB`;
  return (
    <SettingsGroup
      title={w("hardware")}
      actions={
        <HostDialog
          {...form}
          id="hardware"
          page="settings"
          deed={e("changeHardware")}
          opens={{}}
          action={resizeHost}
        >
          <FieldGrid dense>
            <SizeFields
              names={MACHINE_FIELDS.filter((name) => hostField(name).usual === undefined)}
              values={settings}
              hints={{ dataDiskGb: e("dataDiskHint") }}
              memory
            />
          </FieldGrid>
          <RareFields values={settings} />
          <NoticeLine tone={isOff ? "off" : "busy"}>
            {e(isOff ? "hardwareOff" : "hardwareRunning")}
          </NoticeLine>
        </HostDialog>
      }
    >
      <FactRow
        label={f("cpuCores")}
        value={told("cpuCores", settings.cpuCores)}
        meta={told("cpuLimitPercent", settings.cpuLimitPercent)}
      />
      <FactRow
        label={w("memory")}
        value={memoryMb && gb(memoryMb)}
        meta={
          dynamic && memoryMinMb ? e("memoryFrom", { least: gb(memoryMinMb) }) : memoryMb && f("memoryStatic")
        }
      />
      <FactRow
        label={w("systemDisk")}
        value={systemDiskGb && `${number(systemDiskGb)} GB`}
        meta={told("systemDiskIoMb", settings.systemDiskIoMb)}
      />
      <FactRow
        label={w("dataDisk")}
        value={dataDiskGb ? `${number(dataDiskGb)} GB` : dataDiskGb === 0 && w("none")}
        meta={dataDiskGb ? told("dataDiskIoMb", settings.dataDiskIoMb) : null}
      />
    </SettingsGroup>
  );
}
