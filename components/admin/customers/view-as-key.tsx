import { useTranslations } from "next-intl";
import type { ButtonLook } from "@/components/ui/button";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import { viewQuestionId } from "../customer-link";
import { ViewAsDialog, type ViewAsProps } from "./view-as-dialog";
import { ViewKey } from "./view-key";

/** The key of the page about a customer, or about a host of theirs. */
export function ViewAsKey({ variant, ...of }: ViewAsProps & Pick<ButtonLook, "variant">) {
  const t = useTranslations("view-as");
  const dialog = viewQuestionId(of.userId);
  return (
    <>
      <ViewKey dialog={dialog} {...(variant && { variant })}>
        {t("open")}
      </ViewKey>
      <ViewAsDialog id={dialog} {...of} />
      <OpenByAddress dialog={dialog} />
    </>
  );
}
