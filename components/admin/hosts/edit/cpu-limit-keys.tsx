import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { LIMIT_HOURS } from "@/lib/hosts/cpu-limit/cpu-limit";
import { NumberField } from "../number-field";
import { HostDialog, HostForm, type HostFormProps } from "./host-form";

interface LimitCpuKeyProps extends HostFormProps {
  /** Of the dialog. */
  id: string;
  name: string;
  action: FormAction;
  /** Others stand on the same page: its accessible name says of which host it is. */
  isOneOfMany?: boolean;
}

/** Asks how much, for how long and why. */
export function LimitCpuKey({ name, isOneOfMany = false, ...dialog }: LimitCpuKeyProps) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-hosts.cpuLimit");
  const operations = useTranslations("operations");
  const lengthOf = (hours: number) =>
    hours < 48 ? t("hoursOf", { hours }) : t("daysOf", { days: hours / 24 });
  return (
    <HostDialog
      {...dialog}
      deed={operations("kind.limit-cpu")}
      title={t("keyOf", { name })}
      text={t("text")}
      opens={{
        variant: "ghost",
        ...(isOneOfMany && { label: t("keyOf", { name }), shown: operations("kind.limit-cpu") }),
      }}
    >
      <NumberField name="percent" label={t("percent")} value={50} unit="%" required />
      <SelectField
        name="hours"
        label={t("hours")}
        value="24"
        options={LIMIT_HOURS.map((hours) => [hours, lengthOf(Number(hours))])}
      />
      <TextField name="reason" label={w("reason")} required maxLength={200} autoComplete="off" />
    </HostDialog>
  );
}

/** Ends the limit before its time. */
export function LiftCpuLimitKey({ action, ...form }: HostFormProps & { action: FormAction }) {
  const operations = useTranslations("operations");
  return (
    <HostForm
      {...form}
      seed={`${form.seed}-lift`}
      action={action}
      submit={operations("kind.lift-cpu-limit")}
      variant="ghost"
      className="contents"
    />
  );
}
