import { useFormatter, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/action-form";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid, FormSection, KEPT_KEYS } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { Meter } from "@/components/ui/meter";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { LimitField } from "../limit-field";
import { NumberField } from "../number-field";
import { QuotaFields } from "../size-fields";
import { HostForm, type HostFormProps } from "./host-form";

interface LimitsFormsProps extends HostFormProps {
  settings: HostSettings;
  /** Whoever looks: their own; null for the browser's. */
  zone: string | null;
  editHost: FormAction;
  extendTraffic: FormAction;
}

/** What takes effect without touching the machine. */
export function LimitsForms({ settings, zone, editHost, extendTraffic, ...form }: LimitsFormsProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const { row, systemDiskGb } = settings;
  const traffic = useTranslations("fleet-hosts.traffic");
  const format = useFormatter();
  const used = format.number(row.trafficUsedGb ?? 0);
  const limit = settings.trafficLimitGb ?? null;
  return (
    <>
      <FormSection title={e("used")} text={e("extendText")}>
        <div className="grid gap-2">
          <p>
            {limit
              ? traffic("of", { used, limit: format.number(limit) })
              : traffic(limit === 0 ? "noLimit" : "used", { used })}
          </p>
          {limit ? (
            <Meter used={row.trafficUsedGb ?? 0} limit={limit} label={traffic("of", { used, limit })} />
          ) : null}
        </div>
        <Disclosure
          title={e("extendOrReset")}
          asKey={{ variant: "key", icon: "plus" }}
          open={limit !== null && limit > 0 && (row.trafficUsedGb ?? 0) >= limit}
        >
          <HostForm
            {...form}
            page="limits"
            seed={`${form.seed}-t`}
            action={extendTraffic}
            submit={e("extend")}
            question={{
              title: e("ask.reset"),
              text: e("ask.resetText", { used }),
              cancel: e("ask.cancel"),
              ifTicked: "resetUsed",
            }}
          >
            <FieldGrid>
              <NumberField
                name="moreTrafficGb"
                label={e("moreTraffic")}
                hint={settings.trafficLimitGb === 0 ? e("unlimited") : undefined}
                unit="GB"
              />
              {/* In line with the number beside it. */}
              <span className="beside-field">
                <CheckField name="resetUsed" label={e("resetUsed", { used })} />
              </span>
            </FieldGrid>
          </HostForm>
        </Disclosure>
      </FormSection>
      <hr className="border-line border-t" />
      <HostForm
        {...form}
        page="limits"
        className="block"
        keysClass={KEPT_KEYS}
        action={editHost}
        submit={e("save")}
        variant="accent"
        question={{
          title: e("ask.apply"),
          text: e("ask.applyText"),
          cancel: e("ask.cancel"),
          ifTicked: "applyToMachine",
        }}
      >
        <FormSection title={e("traffic")} text={e("trafficText")}>
          <FieldGrid dense>
            <LimitField name="trafficLimitGb" value={settings.trafficLimitGb} unit="GB" />
            <NumberField
              name="trafficUsedGb"
              label={f("trafficUsedGb")}
              value={row.trafficUsedGb}
              unit="GB"
            />
          </FieldGrid>
          {/* A time is as wide as a phone. */}
          <FieldGrid>
            <NumberField name="portMbit" label={f("portMbit")} value={settings.portMbit} unit="Mbit/s" />
            <TextField
              name="trafficResetAt"
              label={f("trafficResetAt")}
              hint={
                row.trafficResetAt
                  ? e.rich("utcHere", {
                      time: () => <OwnTime iso={row.trafficResetAt?.toISOString() ?? ""} zone={zone} brief />,
                    })
                  : e("utc")
              }
              type="datetime-local"
              defaultValue={row.trafficResetAt?.toISOString().slice(0, 16) ?? ""}
            />
          </FieldGrid>
          <CheckField name="applyToMachine" label={e("applyToMachine")} />
        </FormSection>
        <FormSection title={e("quotas")} text={e("quotasText")}>
          <FieldGrid dense>
            <QuotaFields {...settings} />
          </FieldGrid>
        </FormSection>
        <FormSection title={e("reinstall")} text={e("nextReinstall")}>
          <FieldGrid>
            <NumberField name="reinstallsUsed" label={f("reinstallsUsed")} value={settings.reinstallsUsed} />
            <TextField
              name="lastReinstallOn"
              label={f("lastReinstallOn")}
              type="date"
              defaultValue={row.lastReinstallOn ?? ""}
            />
          </FieldGrid>
          <FieldGrid dense>
            <NumberField
              name="systemDiskWindowsGb"
              label={e("systemDiskWindows")}
              value={systemDiskGb?.windows}
              unit="GB"
            />
            <NumberField
              name="systemDiskLinuxGb"
              label={e("systemDiskLinux")}
              value={systemDiskGb?.linux}
              unit="GB"
            />
          </FieldGrid>
        </FormSection>
        <FormSection title={e("forStaff")} text={e("remarkHint")}>
          <TextField name="remark" label={f("remark")} defaultValue={settings.remark ?? ""} maxLength={200} />
        </FormSection>
      </HostForm>
    </>
  );
}
