import { useTranslations } from "next-intl";
import type { Sign } from "@/components/ui/state";

export type CustomerState = "active" | "disabled" | "unknown" | "missing" | "several" | "unread";

export const CUSTOMER_SIGN: Record<CustomerState, Sign> = {
  active: "running",
  disabled: "suspended",
  unknown: "unknown",
  missing: "failed",
  several: "attention",
  unread: "unknown",
};

/** By RStack's code: `0` active, `1` disabled. */
export const stateOfStatus = (status: string | null): CustomerState =>
  status === "0" ? "active" : status === "1" ? "disabled" : "unknown";

/** RStack's groups in words: 0 users, 10 its administrators, else the provider's own. */
export function useGroupName() {
  const t = useTranslations("customers.group");
  const w = useTranslations("words");
  return (group: string | null): string =>
    group === null || group === "0"
      ? t("user")
      : group === "10"
        ? w("rstackAdministrator")
        : t("other", { group });
}

/** What can be searched for, as it is called; message keys. */
export const FIELD_WORDS = {
  userId: "words.customerNumber",
  rowId: "customers.search.fields.rowId",
  username: "words.username",
  name: "words.name",
  email: "words.email",
  phone: "words.phone",
  ip: "customers.search.fields.ip",
  remark: "words.rstackRemark",
  group: "words.role",
} as const;
