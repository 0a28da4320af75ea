import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";

export interface ViewAsProps {
  userId: string;
  /** The page of this host is where the view begins; the list of hosts without one. */
  vmId?: string;
  viewAsCustomer: FormAction;
}

interface ViewAsDialogProps extends ViewAsProps {
  id: string;
  /** Of a list's row: which of the customers it is. */
  name?: string | null;
  openOnMount?: boolean;
  onClose?: () => void;
}

/** Looking through the customer's eyes begins with a reason that they can read. */
export function ViewAsDialog({ id, name, userId, vmId, viewAsCustomer, ...when }: ViewAsDialogProps) {
  const t = useTranslations("view-as");
  return (
    <Dialog id={id} title={t("title")} {...when}>
      {name === undefined ? null : (
        <p>
          {name} <span className="mono text-ink-3 text-13">{userId}</span>
        </p>
      )}
      <p className="mt-1 mb-4 text-ink-2">{t("text")}</p>
      <Form
        action={viewAsCustomer}
        submit={t("open")}
        done={t("open")}
        leaveTo={vmId ? `/hosts/${vmId}` : "/hosts"}
        variant="primary"
        className="grid gap-4"
        keysClass="dialog-keys"
        beside={
          <DialogButton dialog={id} does="close" variant="ghost">
            {t("cancel")}
          </DialogButton>
        }
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
      </Form>
    </Dialog>
  );
}
