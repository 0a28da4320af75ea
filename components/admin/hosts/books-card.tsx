import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { TextField } from "@/components/ui/text-field";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { QuotaFields } from "./create-sections";
import { HostForm, type HostFormProps } from "./host-form";
import { NumberField } from "./number-field";

interface BooksCardProps extends HostFormProps {
  settings: HostSettings;
  editHost: FormAction;
  extendTraffic: FormAction;
}

/** What takes effect without touching the machine. */
export function BooksCard({ settings, editHost, extendTraffic, ...form }: BooksCardProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const { row, systemDiskGb } = settings;
  return (
    <section className="card">
      <h2>{e("books")}</h2>
      <p className="mb-4 text-ink-2">{e("booksText")}</p>
      <HostForm
        {...form}
        seed={`${form.seed}-t`}
        action={extendTraffic}
        submit={e("extend")}
        question={{
          title: e("ask.reset"),
          text: e("ask.resetText", { used: row.trafficUsedGb ?? 0 }),
          cancel: e("ask.cancel"),
          ifTicked: "resetUsed",
        }}
      >
        <NumberField
          name="moreTrafficGb"
          label={e("moreTraffic")}
          hint={settings.trafficLimitGb === 0 ? e("unlimited") : undefined}
        />
        <label className="check-line">
          <input type="checkbox" name="resetUsed" value="1" />
          <span>{e("resetUsed", { used: row.trafficUsedGb ?? 0 })}</span>
        </label>
      </HostForm>
      <hr className="fleet-rule" />
      <HostForm {...form} action={editHost} submit={e("save")}>
        <TextField
          name="remark"
          label={f("remark")}
          defaultValue={settings.remark ?? ""}
          hint={e("remarkHint")}
          maxLength={200}
        />
        <NumberField name="portMbit" label={f("portMbit")} value={settings.portMbit} />
        <NumberField
          name="trafficLimitGb"
          label={f("trafficLimitGb")}
          value={settings.trafficLimitGb}
          hint={f("noLimit")}
        />
        <NumberField name="trafficUsedGb" label={f("trafficUsedGb")} value={row.trafficUsedGb} />
        <TextField
          name="trafficResetAt"
          label={f("trafficResetAt")}
          hint={e("utc")}
          type="datetime-local"
          defaultValue={row.trafficResetAt?.toISOString().slice(0, 16) ?? ""}
        />
        <QuotaFields
          snapshotQuota={settings.snapshotQuota}
          backupQuota={settings.backupQuota}
          portQuota={settings.portQuota}
          domainQuota={settings.domainQuota}
        />
        <NumberField name="reinstallsUsed" label={f("reinstallsUsed")} value={settings.reinstallsUsed} />
        <TextField
          name="lastReinstallOn"
          label={f("lastReinstallOn")}
          type="date"
          defaultValue={row.lastReinstallOn ?? ""}
        />
        <NumberField
          name="systemDiskWindowsGb"
          label={e("systemDiskWindows")}
          value={systemDiskGb?.windows}
          hint={e("nextReinstall")}
        />
        <NumberField
          name="systemDiskLinuxGb"
          label={e("systemDiskLinux")}
          value={systemDiskGb?.linux}
          hint={e("nextReinstall")}
        />
      </HostForm>
    </section>
  );
}
