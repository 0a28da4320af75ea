import { useFormatter, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { FactRow, SettingsGroup } from "@/components/admin/settings-group";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import type { HostUse } from "@/lib/fleet/hosts/host-page";
import { QUOTA_FIELDS } from "@/lib/rstack/host-fields";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { NumberField } from "../number-field";
import { SizeFields, useFigure } from "../size-fields";
import { HostDialog, type HostFormProps } from "./host-form";

interface LimitsProps extends HostFormProps {
  settings: HostSettings;
  /** Whoever looks: their own; null for the browser's. */
  zone: string | null;
  use: HostUse;
  actions: Record<"editHost" | "extendTraffic", FormAction>;
}

/** What takes effect without touching the machine. */
export function Limits({ settings, zone, use, actions, ...form }: LimitsProps) {
  const w = useTranslations("words");
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  const told = useFigure();
  const { row, trafficLimitGb: limit, portMbit } = settings;
  const resetAt = row.trafficResetAt?.toISOString();
  const used = format.number(row.trafficUsedGb ?? 0);
  const inUse = {
    snapshotQuota: use.snapshots,
    backupQuota: use.backups,
    portQuota: use.ports,
    domainQuota: use.domains,
  };
  const quota = (name: keyof typeof inUse) => {
    const has = inUse[name];
    const most = settings[name];
    if (most === null || (most === 0 && !has)) {
      return most === 0 && e("noneAllowed");
    }
    if (has === null) {
      return told(name, most);
    }
    return most === -1 ? e("usedOfGroup", { used: has }) : w("usedOf", { used: has, limit: most ?? 0 });
  };
  return (
    <SettingsGroup
      title={w("trafficAndQuotas")}
      actions={
        <>
          <HostDialog
            {...form}
            id="traffic"
            page="settings"
            deed={e("addTraffic")}
            text={limit === 0 ? e("unlimited") : undefined}
            opens={{ variant: "ghost", icon: "plus" }}
            action={actions.extendTraffic}
          >
            <NumberField name="moreTrafficGb" label={e("moreTraffic")} unit="GB" />
            <CheckField name="resetUsed" label={e("resetUsed", { used })} />
          </HostDialog>
          <HostDialog
            {...form}
            id="limits"
            page="settings"
            deed={e("editLimits")}
            opens={{ shown: w("edit"), label: e("editLimits") }}
            action={actions.editHost}
          >
            <FieldGrid dense>
              <SizeFields names={["trafficLimitGb", "trafficUsedGb", "portMbit"]} values={settings} />
              <TextField
                name="trafficResetAt"
                label={f("trafficResetAt")}
                hint={e("utc")}
                type="datetime-local"
                defaultValue={resetAt?.slice(0, 16) ?? ""}
              />
              <SizeFields names={QUOTA_FIELDS} values={settings} />
            </FieldGrid>
            <CheckField name="applyToMachine" label={e("applyToMachine")} />
          </HostDialog>
        </>
      }
    >
      <FactRow
        label={f("trafficLimitGb")}
        value={
          limit
            ? w("usedOfGb", { used, limit: format.number(limit) })
            : limit === 0
              ? e("usedNoLimit", { used })
              : w("valueGb", { value: used })
        }
        meta={
          resetAt &&
          e.rich("resets", { time: () => <OwnTime key="time" iso={resetAt} zone={zone} day brief /> })
        }
      />
      <FactRow label={w("portSpeed")} value={told("portMbit", portMbit)} />
      {QUOTA_FIELDS.map((name) => (
        <FactRow key={name} label={f(name)} value={quota(name)} />
      ))}
    </SettingsGroup>
  );
}

type RecordProps = HostFormProps & { settings: HostSettings; editHost: FormAction };

/** What RStack keeps about the host for staff and for its next reinstall. */
export function Record({ settings, editHost, ...form }: RecordProps) {
  const w = useTranslations("words");
  const e = useTranslations("fleet-hosts.edit");
  const format = useFormatter();
  const { row, reinstallsUsed, systemDiskGb, remark } = settings;
  const disks = (["windows", "linux"] as const).map((of) => ({
    name: of === "windows" ? "systemDiskWindowsGb" : "systemDiskLinuxGb",
    label: e(of === "windows" ? "systemDiskWindows" : "systemDiskLinux"),
    value: systemDiskGb?.[of],
  }));
  return (
    <SettingsGroup
      title={w("record")}
      actions={
        <HostDialog
          {...form}
          id="record"
          page="settings"
          deed={w("editRecord")}
          opens={{ shown: w("edit"), label: w("editRecord") }}
          text={e("emptyKept")}
          action={editHost}
        >
          <TextField
            name="remark"
            label={w("remark")}
            hint={e("remarkHint")}
            defaultValue={remark ?? ""}
            maxLength={200}
          />
          <FieldGrid dense>
            <SizeFields names={["reinstallsUsed"]} values={settings} />
            <TextField
              name="lastReinstallOn"
              label={w("lastReinstall")}
              type="date"
              defaultValue={row.lastReinstallOn ?? ""}
            />
            {disks.map((disk) => (
              <NumberField key={disk.name} {...disk} unit="GB" />
            ))}
          </FieldGrid>
        </HostDialog>
      }
    >
      <FactRow label={w("remark")} value={remark || w("none")} />
      <FactRow
        label={w("lastReinstall")}
        value={
          row.lastReinstallOn
            ? format.dateTime(new Date(row.lastReinstallOn), { dateStyle: "medium", timeZone: "UTC" })
            : reinstallsUsed === 0 && w("never")
        }
        meta={reinstallsUsed ? e("reinstalled", { count: reinstallsUsed }) : null}
      />
      {disks.map(({ name, label, value }) => (
        <FactRow key={name} label={label} value={value && `${format.number(value)} GB`} />
      ))}
    </SettingsGroup>
  );
}
