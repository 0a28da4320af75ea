import { useTranslations } from "next-intl";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { useNextSteps } from "./next-step";

/** Why a command can't be sent, or was not. Customers are told whom to ask, staff where to look. */
export function useReason(): (reason: BlockReason) => string {
  const t = useTranslations("operations");
  const { provider, customer } = useNextSteps();
  return (reason) =>
    reason === "lookup-unreadable" && customer !== null
      ? t("ended.lookupUnreadable", { provider })
      : t(`reason.${reason}`);
}
