import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { type Fact, FactList } from "@/components/admin/fact-card";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/action-form";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { Meter } from "@/components/ui/meter";
import { LIMIT_CODES, type LimitName } from "@/lib/provider/plan";
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

/** What takes effect without touching the machine: how each thing stands, and behind its key a form of its own. */
export function LimitsForms({ extendTraffic, ...props }: LimitsFormsProps) {
  return (
    <>
      <UsedTraffic {...props} extendTraffic={extendTraffic} />
      <TrafficLimit {...props} />
      <Quotas {...props} />
      <Reinstalls {...props} />
      <Remark {...props} />
    </>
  );
}

type PartProps = Omit<LimitsFormsProps, "extendTraffic">;

function UsedTraffic({
  settings: { row, trafficLimitGb },
  extendTraffic,
  vmId,
  seed,
  texts,
}: Omit<LimitsFormsProps, "editHost">) {
  const e = useTranslations("fleet-hosts.edit");
  const traffic = useTranslations("fleet-hosts.traffic");
  const format = useFormatter();
  const used = format.number(row.trafficUsedGb ?? 0);
  const limit = trafficLimitGb ?? null;
  const said = limit
    ? traffic("of", { used, limit: format.number(limit) })
    : traffic(limit === 0 ? "noLimit" : "used", { used });
  return (
    <FormSection title={e("used")} text={e("extendText")}>
      <div className="grid gap-2">
        <p>{said}</p>
        {limit ? <Meter used={row.trafficUsedGb ?? 0} limit={limit} label={said} /> : null}
      </div>
      <Disclosure
        title={e("extendOrReset")}
        asKey={{ variant: "key", icon: "plus" }}
        open={limit !== null && limit > 0 && (row.trafficUsedGb ?? 0) >= limit}
      >
        <HostForm
          {...{ vmId, texts }}
          page="limits"
          seed={`${seed}-t`}
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
              hint={limit === 0 ? e("unlimited") : undefined}
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
  );
}

function TrafficLimit({ settings, zone, ...props }: PartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const told = useTold();
  const resetAt = settings.row.trafficResetAt?.toISOString() ?? "";
  return (
    <Part
      {...props}
      part="traffic"
      text={e("trafficText")}
      facts={[
        told("trafficLimitGb", settings.trafficLimitGb, "GB"),
        told("portMbit", settings.portMbit, "Mbit/s"),
        resetAt && { name: f("trafficResetAt"), value: <OwnTime iso={resetAt} zone={zone} brief /> },
      ]}
      question={{
        title: e("ask.apply"),
        text: e("ask.applyText"),
        cancel: e("ask.cancel"),
        ifTicked: "applyToMachine",
      }}
    >
      <FieldGrid dense>
        <LimitField name="trafficLimitGb" value={settings.trafficLimitGb} unit="GB" />
        <NumberField
          name="trafficUsedGb"
          label={f("trafficUsedGb")}
          value={settings.row.trafficUsedGb}
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
            resetAt
              ? e.rich("utcHere", { time: () => <OwnTime iso={resetAt} zone={zone} brief /> })
              : e("utc")
          }
          type="datetime-local"
          defaultValue={resetAt.slice(0, 16)}
        />
      </FieldGrid>
      <CheckField name="applyToMachine" label={e("applyToMachine")} />
    </Part>
  );
}

function Quotas({ settings, ...props }: PartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const told = useTold();
  return (
    <Part
      {...props}
      part="quotas"
      text={e("quotasText")}
      facts={[
        told("snapshotQuota", settings.snapshotQuota),
        told("backupQuota", settings.backupQuota),
        told("portQuota", settings.portQuota),
        told("domainQuota", settings.domainQuota),
      ]}
    >
      <FieldGrid dense>
        <QuotaFields {...settings} />
      </FieldGrid>
    </Part>
  );
}

function Reinstalls({ settings: { row, reinstallsUsed, systemDiskGb }, ...props }: PartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  const told = useTold();
  const disk = (of: "windows" | "linux"): MaybeFact =>
    systemDiskGb?.[of] && {
      name: e(of === "windows" ? "systemDiskWindows" : "systemDiskLinux"),
      value: `${format.number(systemDiskGb[of])} GB`,
    };
  return (
    <Part
      {...props}
      part="reinstall"
      text={e("nextReinstall")}
      facts={[
        told("reinstallsUsed", reinstallsUsed),
        row.lastReinstallOn && {
          name: f("lastReinstallOn"),
          value: format.dateTime(new Date(row.lastReinstallOn), { dateStyle: "medium", timeZone: "UTC" }),
        },
        disk("windows"),
        disk("linux"),
      ]}
    >
      <FieldGrid>
        <NumberField name="reinstallsUsed" label={f("reinstallsUsed")} value={reinstallsUsed} />
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
    </Part>
  );
}

function Remark({ settings: { remark }, ...props }: PartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  return (
    <Part
      {...props}
      part="forStaff"
      text={e("remarkHint")}
      facts={[{ name: f("remark"), value: remark || e("noRemark") }]}
    >
      <TextField name="remark" label={f("remark")} defaultValue={remark ?? ""} maxLength={200} />
    </Part>
  );
}

type MaybeFact = Fact | false | null | undefined | "" | 0;

interface EditPartProps extends Omit<PartProps, "settings" | "zone"> {
  /** Of the texts, and of the form's own first key. */
  part: "traffic" | "quotas" | "reinstall" | "forStaff";
  text: string;
  /** How it stands; what isn't known is left out. */
  facts: MaybeFact[];
  question?: Parameters<typeof HostForm>[0]["question"];
  children: ReactNode;
}

function Part({ part, text, facts, editHost, seed, children, ...form }: EditPartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const known = facts.filter((fact): fact is Fact => Boolean(fact));
  return (
    <FormSection title={e(part)} text={text}>
      {known.length > 0 ? <FactList facts={known} /> : null}
      <Disclosure title={e(`change.${part}`)} asKey={{ variant: "key", icon: "pencil" }}>
        <HostForm
          {...form}
          page="limits"
          seed={`${seed}-${part}`}
          action={editHost}
          submit={e(`keep.${part}`)}
        >
          {children}
          {part === "forStaff" ? null : <p className="text-ink-2 text-sm">{e("emptyKept")}</p>}
        </HostForm>
      </Disclosure>
    </FormSection>
  );
}

/** A number as people read it: a code of RStack's is the word that its box has. */
function useTold() {
  const f = useTranslations("fleet-hosts.form");
  const format = useFormatter();
  return (
    name: LimitName | "portMbit" | "portQuota" | "domainQuota" | "reinstallsUsed",
    value: number | null | undefined,
    unit?: string,
  ): MaybeFact => {
    const code = name in LIMIT_CODES ? LIMIT_CODES[name as LimitName] : null;
    const word = code === -1 ? "ofGroup" : "unlimited";
    return value === null || value === undefined
      ? null
      : {
          name: f(name),
          value: value === code ? f(word) : [format.number(value), unit].filter(Boolean).join(" "),
        };
  };
}
