import { useTranslations } from "next-intl";
import type { ButtonLook } from "@/components/ui/button";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import { viewQuestionId } from "../customer-link";
import { ViewAsDialog, type ViewAsProps } from "./view-as-dialog";

/** The button of the page about a customer, or about a host of theirs. */
export function ViewAsKey({ variant, ...of }: ViewAsProps & Pick<ButtonLook, "variant">) {
  const t = useTranslations("view-as");
  const dialog = viewQuestionId(of.userId);
  return (
    <>
      <DialogButton dialog={dialog} does="show-modal" icon="eye" variant={variant}>
        {t("open")}
      </DialogButton>
      <ViewAsDialog id={dialog} {...of} />
      <OpenByAddress dialog={dialog} />
    </>
  );
}
