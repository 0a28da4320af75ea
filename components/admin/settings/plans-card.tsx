import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import type { HostPlan } from "@/lib/provider/plan";
import { usePlanFacts } from "../hosts/plan-step";
import { SizeFields, USUAL_SIZE } from "../hosts/size-fields";
import { SettingRow, Unset } from "./setting-row";

interface PlansCardProps {
  plans: HostPlan[];
  actions: { savePlan: FormAction; removePlan: FormAction };
}

/** The sizes of host that the provider sells: tiles where a host is created. */
export function PlansCard({ plans, actions }: PlansCardProps) {
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
            <PlanForm plan={plan} action={actions.savePlan} />
            <Form action={actions.removePlan} className="mt-3">
              <input type="hidden" name="plan" value={plan.id} />
              <SubmitButton icon="trash" aria-label={t("removeNamed", { name: plan.name })}>
                {t("remove")}
              </SubmitButton>
            </Form>
          </Disclosure>
        ))}
      </div>
      <Disclosure title={t("new")} open={plans.length === 0} asButton={{ variant: "default", icon: "plus" }}>
        <PlanForm plan={null} action={actions.savePlan} />
      </Disclosure>
    </SettingRow>
  );
}

function PlanForm({ plan, action }: { plan: HostPlan | null; action: FormAction }) {
  const t = useTranslations("settings.plans");
  return (
    <Form action={action} submit={t(plan ? "save" : "add")} done={t("saved")} className="grid gap-4">
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
    </Form>
  );
}
