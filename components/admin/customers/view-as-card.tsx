import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { FieldsForm } from "@/components/ui/fields-form";
import { NoticeLine } from "@/components/ui/notice-line";
import { TextField } from "@/components/ui/text-field";

interface ViewAsCardProps {
  userId: string;
  /** An administrator of RStack's is never viewed. */
  isRstackAdmin: boolean;
  faults: Record<string, string>;
  viewAsCustomer: FormAction;
}

/** Looking through the customer's eyes begins with a reason that they can read. */
export function ViewAsCard({ userId, isRstackAdmin, faults, viewAsCustomer }: ViewAsCardProps) {
  const t = useTranslations("customers.view");
  return (
    <section className="card">
      <h2 className="mb-1">{t("title")}</h2>
      {isRstackAdmin ? (
        <NoticeLine tone="off" className="mt-3">
          {t("admin")}
        </NoticeLine>
      ) : (
        <>
          <p className="mb-3 text-ink-2">{t("text")}</p>
          <FieldsForm
            action={viewAsCustomer}
            submit={t("open")}
            done={t("open")}
            faults={faults}
            leaveTo="/hosts"
          >
            <input type="hidden" name="userId" value={userId} />
            <TextField
              name="reason"
              label={t("reason")}
              hint={t("reasonHint")}
              required
              minLength={3}
              maxLength={200}
            />
          </FieldsForm>
        </>
      )}
    </section>
  );
}
