import { useFormatter, useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { FactList } from "@/components/admin/fact-card";
import { Disclosure } from "@/components/ui/disclosure";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { Meter } from "@/components/ui/meter";
import { LimitField } from "../limit-field";
import { NumberField } from "../number-field";
import { HostForm } from "./host-form";
import { factsOf, type LimitsFormsProps, PartForm, type PartProps, useTold } from "./limits-part";

/** What is done most comes first: more of it, or none of it counted. */
export function TrafficLimits({ extendTraffic, ...props }: LimitsFormsProps) {
  const { row, trafficLimitGb, portMbit } = props.settings;
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const traffic = useTranslations("fleet-hosts.traffic");
  const format = useFormatter();
  const told = useTold();
  const used = format.number(row.trafficUsedGb ?? 0);
  const limit = trafficLimitGb ?? null;
  const resetAt = row.trafficResetAt?.toISOString();
  const said = limit
    ? traffic("of", { used, limit: format.number(limit) })
    : traffic(limit === 0 ? "noLimit" : "used", { used });
  return (
    <FormSection title={e("trafficTitle")} text={e("extendText")}>
      <div className="edit-values">
        <div className="grid max-w-md gap-2">
          <p className="font-strong">{said}</p>
          {limit ? <Meter used={row.trafficUsedGb ?? 0} limit={limit} label={said} /> : null}
        </div>
        <FactList
          facts={factsOf([
            told("portMbit", portMbit, "Mbit/s"),
            resetAt && {
              name: f("trafficResetAt"),
              value: <OwnTime iso={resetAt} zone={props.zone} brief />,
            },
          ])}
        />
        <div className="edit-keys">
          <MoreTraffic {...props} used={used} limit={limit} extendTraffic={extendTraffic} />
          <TrafficLimit {...props} />
        </div>
      </div>
    </FormSection>
  );
}

interface MoreTrafficProps extends Omit<LimitsFormsProps, "editHost" | "zone"> {
  /** In GB, as people read it. */
  used: string;
  /** In GB; 0 for none, null where RStack doesn't tell. */
  limit: number | null;
}

function MoreTraffic({ settings: { row }, used, limit, extendTraffic, vmId, seed }: MoreTrafficProps) {
  const e = useTranslations("fleet-hosts.edit");
  return (
    <Disclosure
      title={e("changeTraffic")}
      asKey={{ variant: "accent", icon: "plus" }}
      open={limit !== null && limit > 0 && (row.trafficUsedGb ?? 0) >= limit}
    >
      <HostForm
        vmId={vmId}
        page="limits"
        seed={`${seed}-t`}
        action={extendTraffic}
        submit={e("extend")}
        variant="accent"
        question={{
          title: e("ask.reset"),
          text: e("ask.resetText", { used }),
          confirm: e("ask.resetKey"),
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
  );
}

function TrafficLimit({ settings, zone, ...props }: PartProps) {
  const e = useTranslations("fleet-hosts.edit");
  const f = useTranslations("fleet-hosts.form");
  const resetAt = settings.row.trafficResetAt?.toISOString() ?? "";
  return (
    <PartForm
      {...props}
      part="traffic"
      question={{
        title: e("ask.apply"),
        text: e("ask.applyText"),
        confirm: e("ask.applyKey"),
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
    </PartForm>
  );
}
