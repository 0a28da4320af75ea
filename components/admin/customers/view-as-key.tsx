import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { TextField } from "@/components/ui/form/text-field";
import type { KeyLook } from "@/components/ui/key";
import { Dialog, DialogKey } from "@/components/ui/overlay/dialog";

interface ViewAsKeyProps {
  userId: string;
  /** The page of this host is where the view begins; the list of hosts without one. */
  vmId?: string;
  faults: Record<string, string>;
  viewAsCustomer: FormAction;
  variant?: KeyLook["variant"];
}

/** Looking through the customer's eyes begins with a reason that they can read. */
export function ViewAsKey({ userId, vmId, faults, viewAsCustomer, variant = "accent" }: ViewAsKeyProps) {
  const t = useTranslations("customers.view");
  const dialog = `view-as-${userId}`;
  return (
    <>
      <DialogKey dialog={dialog} does="show-modal" variant={variant} icon="eye">
        {t("open")}
      </DialogKey>
      <Dialog id={dialog} title={t("title")}>
        <p className="mt-1 mb-4 text-ink-2">{t("text")}</p>
        <FieldsForm
          action={viewAsCustomer}
          submit={t("open")}
          done={t("open")}
          faults={faults}
          leaveTo={vmId ? `/hosts/${vmId}` : "/hosts"}
          variant="accent"
          className="grid gap-4"
          keysClass="dialog-keys"
          beside={
            <DialogKey dialog={dialog} does="close" variant="plain">
              {t("cancel")}
            </DialogKey>
          }
          keep
        >
          <input type="hidden" name="userId" value={userId} />
          {vmId ? <input type="hidden" name="vmid" value={vmId} /> : null}
          <TextField
            name="reason"
            label={t("reason")}
            hint={t("reasonHint")}
            required
            minLength={3}
            maxLength={200}
          />
        </FieldsForm>
      </Dialog>
    </>
  );
}
