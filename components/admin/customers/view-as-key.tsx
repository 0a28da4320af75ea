import { useTranslations } from "next-intl";
import type { KeyLook } from "@/components/ui/key";
import { viewQuestionId } from "../customer-link";
import { ViewAsDialog, type ViewAsProps } from "./view-as-dialog";
import { OpenByAddress, ViewKey } from "./view-key";

/** The key of the page about a customer, or about a host of theirs. */
export function ViewAsKey({ variant, ...of }: ViewAsProps & Pick<KeyLook, "variant">) {
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
