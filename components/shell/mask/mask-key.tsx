import { useTranslations } from "next-intl";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { Icon } from "@/components/ui/icon";

/** Masks names and addresses in this browser at one press, for who shares the screen; the next shows them again. */
export function MaskKey({ masked, action }: { masked: boolean; action: FormAction }) {
  const t = useTranslations("shell");
  return (
    <ActionForm
      action={action}
      failed={t("failed")}
      className={masked ? "mask-form flex items-center gap-1.5" : "mask-form"}
    >
      {masked ? (
        <small className="whitespace-nowrap text-ink-2">
          <span className="max-wide:hidden">{t("masked")}</span>
          <span className="wide:hidden">{t("maskedShort")}</span>
        </small>
      ) : null}
      <button
        type="submit"
        className="mask-key"
        name="masked"
        value={masked ? "0" : "1"}
        aria-label={t("mask")}
        aria-pressed={masked}
        title={t(masked ? "unmask" : "mask")}
      >
        <Icon name="eye" />
      </button>
    </ActionForm>
  );
}
