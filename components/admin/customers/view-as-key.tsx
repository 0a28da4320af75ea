import { useTranslations } from "next-intl";
import type { KeyLook } from "@/components/ui/key";
import { DialogKey } from "@/components/ui/overlay/dialog";
import { viewQuestionId } from "../customer-link";
import { OpenByAddress } from "./open-by-address";
import { ViewAsDialog, type ViewAsProps } from "./view-as-dialog";

/** The key of the page about a customer, or about a host of theirs. */
export function ViewAsKey({ variant = "accent", ...of }: ViewAsProps & Pick<KeyLook, "variant">) {
  const t = useTranslations("view-as");
  const dialog = viewQuestionId(of.userId);
  return (
    <>
      <DialogKey dialog={dialog} does="show-modal" variant={variant} icon="eye">
        {t("open")}
      </DialogKey>
      <ViewAsDialog id={dialog} {...of} />
      <OpenByAddress dialog={dialog} />
    </>
  );
}
