import { useTranslations } from "next-intl";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
import type { HostPlan } from "@/lib/provider/plan";
import { usePlanFacts } from "../hosts/plan-step";
import { PlanFields } from "../hosts/size-fields";

interface PlansSectionProps {
  plans: HostPlan[];
  /** Null for who only reads. */
  actions: { savePlan: FormAction; removePlan: FormAction } | null;
}

/** The sizes of host that the provider sells: tiles where a host is created. */
export function PlansSection({ plans, actions }: PlansSectionProps) {
  const t = useTranslations("settings.plans");
  const w = useTranslations("words");
  const facts = usePlanFacts();
  return (
    <Section
      id="plans"
      title={w("plans")}
      action={actions ? <PlanDialog plan={null} action={actions.savePlan} /> : null}
    >
      {plans.length === 0 ? (
        <p className="text-13 text-ink-2">{w("nothingYet")}</p>
      ) : (
        <Rows>
          {plans.map((plan) => (
            <SettingRow
              key={plan.id}
              label={plan.name}
              text={facts(plan)
                .map(({ value }) => value)
                .join(" · ")}
              control={
                actions ? (
                  <>
                    <Form action={actions.removePlan} hidden={{ plan: plan.id }}>
                      <SubmitButton
                        variant="ghost"
                        icon="trash"
                        aria-label={t("removeNamed", { name: plan.name })}
                      />
                    </Form>
                    <PlanDialog plan={plan} action={actions.savePlan} />
                  </>
                ) : null
              }
            />
          ))}
        </Rows>
      )}
    </Section>
  );
}

function PlanDialog({ plan, action }: { plan: HostPlan | null; action: FormAction }) {
  const t = useTranslations("settings.plans");
  const s = useTranslations("words");
  return (
    <FormDialog
      id={plan ? `plan-${plan.id}` : "new-plan"}
      deed={plan ? s("save") : t("add")}
      title={plan ? t("editNamed", { name: plan.name }) : t("new")}
      opens={
        plan
          ? { label: t("editNamed", { name: plan.name }), shown: s("edit") }
          : { icon: "plus", shown: t("new"), label: t("new") }
      }
      action={action}
      hidden={{ plan: plan?.id ?? "" }}
      done={s("saved")}
      wide
    >
      <TextField name="planName" label={t("name")} defaultValue={plan?.name ?? ""} required maxLength={40} />
      <PlanFields values={plan?.values} />
    </FormDialog>
  );
}
