import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { CloseKey, Dialog } from "@/components/ui/overlay/dialog";

/** For how long a view may be asked for, in minutes; the longest is the most that there is. */
export const VIEW_LENGTHS = [10, 30, 60] as const;
const USUAL = 30;

export interface ViewAsProps {
  userId: string;
  /** What they are called, where it is known. */
  name?: string | null;
  /** The page of this host is where the view begins; the list of hosts without one. */
  vmId?: string;
  viewAsCustomer: FormAction;
}

interface ViewAsDialogProps extends ViewAsProps {
  id: string;
  openOnMount?: boolean;
  onClose?: () => void;
}

/** Looking through the customer's eyes begins with a reason that they can read, and ends after a time. */
export function ViewAsDialog({ id, name, userId, vmId, viewAsCustomer, ...when }: ViewAsDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("view-as");
  return (
    <Dialog id={id} title={t("keyOf", { name: name ?? userId })} {...when}>
      <p className="mt-1 mb-4 text-ink-2">{t("text")}</p>
      <Form
        action={viewAsCustomer}
        submit={t("open")}
        icon="eye"
        done={t("open")}
        leaveTo={vmId ? `/hosts/${vmId}` : "/hosts"}
        variant="primary"
        className="grid gap-4"
        keysClass="dialog-keys"
        hidden={{ userId, ...(vmId ? { vmid: vmId } : {}) }}
        beside={<CloseKey dialog={id} />}
      >
        <TextField
          name="reason"
          label={w("reason")}
          hint={t("reasonHint")}
          required
          minLength={3}
          maxLength={200}
        />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium text-13">{t("length")}</legend>
          <div className="flex h-9 rounded-md bg-sunken p-0.5 max-md:h-11">
            {VIEW_LENGTHS.map((minutes) => (
              <label
                key={minutes}
                className="grid flex-1 cursor-pointer place-items-center rounded-sm border border-transparent font-medium text-13 text-ink-2 has-checked:border-line-2 has-checked:bg-card has-checked:text-ink has-checked:shadow-control has-focus-visible:outline-2 has-focus-visible:outline-accent-ink"
              >
                <input
                  type="radio"
                  name="minutes"
                  value={minutes}
                  defaultChecked={minutes === USUAL}
                  className="sr-only"
                />
                {t("minutes", { minutes })}
              </label>
            ))}
          </div>
        </fieldset>
      </Form>
    </Dialog>
  );
}
