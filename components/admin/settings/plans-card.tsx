import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import type { HostPlan } from "@/lib/provider/plan";
import { usePlanFacts } from "../hosts/plan-step";
import { SizeFields, USUAL_SIZE } from "../hosts/size-fields";
import { SettingRow, Unset } from "./setting-row";

interface PlansCardProps {
  plans: HostPlan[];
  faults: Record<string, string>;
  actions: { savePlan: FormAction; removePlan: FormAction };
}

/** The sizes of host that the provider sells: tiles where a host is created. */
export function PlansCard({ plans, faults, actions }: PlansCardProps) {
  const t = useTranslations("settings.plans");
  const facts = usePlanFacts();
  return (
    <SettingRow
      id="plans"
      title={t("title")}
      text={t("note")}
      value={plans.length === 0 ? <Unset>{t("none")}</Unset> : plans.map(({ name }) => name).join("\u00a0· ")}
    >
      <div className="ruled">
        {plans.map((plan) => (
          <Disclosure
            key={plan.id}
            title={plan.name}
            note={
              <span className="plan-facts">
                {facts(plan).map(({ name, value }) => (
                  <span key={name}>{value}</span>
                ))}
              </span>
            }
          >
            <PlanForm plan={plan} faults={faults} action={actions.savePlan} />
            <ActionForm action={actions.removePlan} failed={t("removeFailed")} className="mt-3">
              <input type="hidden" name="plan" value={plan.id} />
              <SubmitKey icon="trash" aria-label={t("removeNamed", { name: plan.name })}>
                {t("remove")}
              </SubmitKey>
            </ActionForm>
          </Disclosure>
        ))}
      </div>
      <Disclosure title={t("new")} open={plans.length === 0} asKey={{ variant: "key", icon: "plus" }}>
        <PlanForm plan={null} faults={faults} action={actions.savePlan} />
      </Disclosure>
    </SettingRow>
  );
}

function PlanForm({
  plan,
  faults,
  action,
}: {
  plan: HostPlan | null;
  faults: Record<string, string>;
  action: FormAction;
}) {
  const t = useTranslations("settings.plans");
  return (
    <FieldsForm
      action={action}
      submit={t(plan ? "save" : "add")}
      done={t("saved")}
      faults={faults}
      className="grid gap-4"
      keep
    >
      <input type="hidden" name="plan" value={plan?.id ?? ""} />
      <TextField
        name="planName"
        label={t("name")}
        hint={t("nameHint")}
        defaultValue={plan?.name ?? ""}
        required
        maxLength={40}
      />
      <SizeFields values={plan?.values ?? USUAL_SIZE} />
    </FieldsForm>
  );
}
