import { useFormatter, useTranslations } from "next-intl";
import { FactList } from "@/components/admin/fact-card";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { useGap } from "@/components/ui/spacing";
import type { HostUse } from "@/lib/fleet/hosts/host-page";
import { LIMIT_CODES } from "@/lib/provider/plan";
import { NumberField } from "../number-field";
import { QuotaFields } from "../size-fields";
import {
  factsOf,
  type LimitsFormsProps,
  type MaybeFact,
  PartForm,
  type PartFormProps,
  type PartProps,
  useTold,
} from "./limits-part";
import { TrafficLimits } from "./traffic-limits";

/** What takes effect without touching the machine: how each thing stands, and behind its key a form of its own. */
export function LimitsForms({ extendTraffic, use, ...props }: LimitsFormsProps & { use: HostUse }) {
  return (
    <>
      <TrafficLimits {...props} extendTraffic={extendTraffic} />
      <Quotas {...props} use={use} />
      <Reinstalls {...props} />
      <Remark {...props} />
    </>
  );
}

function Quotas({ settings, use, ...props }: PartProps & { use: HostUse }) {
  const e = useTranslations("fleet-hosts.edit");
  const gap = useGap();
  const told = useTold();
  const fact = (
    name: "snapshotQuota" | "backupQuota" | "portQuota" | "domainQuota",
    used: number | null,
  ): MaybeFact => {
    const quota = settings[name];
    const known = told(name, quota);
    if (!known || (quota === 0 && !used)) {
      return known && { ...known, value: e("noneAllowed") };
    }
    const words = quota === LIMIT_CODES.snapshotQuota ? "usedOfGroup" : "usedOf";
    return used === null ? known : { ...known, value: e(words, { used, limit: quota ?? 0 }) };
  };
  const ofGroup = [settings.snapshotQuota, settings.backupQuota].includes(LIMIT_CODES.snapshotQuota);
  return (
    <Part
      {...props}
      part="quotas"
      text={ofGroup ? [e("quotasText"), e("ofGroupText")].join(gap) : e("quotasText")}
      facts={[
        fact("snapshotQuota", use.snapshots),
        fact("backupQuota", use.backups),
        fact("portQuota", use.ports),
        fact("domainQuota", use.domains),
      ]}
    >
      <FieldGrid dense>
        <QuotaFields {...settings} />
      </FieldGrid>
      {ofGroup ? null : <p className="text-ink-2 text-sm">{e("ofGroupText")}</p>}
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
      text={e("reinstallText")}
      facts={[
        told("reinstallsUsed", reinstallsUsed),
        {
          name: f("lastReinstallOn"),
          value: row.lastReinstallOn
            ? format.dateTime(new Date(row.lastReinstallOn), { dateStyle: "medium", timeZone: "UTC" })
            : reinstallsUsed === 0
              ? e("neverReinstalled")
              : "–",
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
      <p className="text-ink-2 text-sm">{e("nextReinstall")}</p>
    </Part>
  );
}

function Remark({ settings: { remark }, ...props }: PartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  return (
    <FormSection title={e("forStaff")} text={e("remarkHint")}>
      <div className="edit-values">
        <p className="wrap-anywhere max-w-md">{remark || e("noRemark")}</p>
        <PartForm {...props} part="forStaff">
          <TextField name="remark" label={f("remark")} defaultValue={remark ?? ""} maxLength={200} />
        </PartForm>
      </div>
    </FormSection>
  );
}

interface EditPartProps extends PartFormProps {
  part: "quotas" | "reinstall";
  text: string;
  /** How it stands; what isn't known is left out. */
  facts: MaybeFact[];
}

function Part({ text, facts, ...form }: EditPartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const known = factsOf(facts);
  return (
    <FormSection title={e(form.part)} text={text}>
      <div className="edit-values">
        {known.length > 0 ? <FactList facts={known} /> : null}
        <PartForm {...form} />
      </div>
    </FormSection>
  );
}
