import { useTranslations } from "next-intl";
import type { GlyphShape } from "@/components/ui/glyph";
import type { Tone } from "@/components/ui/plate";
import type { Sign } from "@/components/ui/state";

export type CustomerState = "active" | "disabled" | "unknown" | "missing" | "several" | "unread";

export const CUSTOMER_LOOK: Record<CustomerState, { tone: Tone; shape: GlyphShape }> = {
  active: { tone: "run", shape: "check" },
  disabled: { tone: "alert", shape: "octagon" },
  unknown: { tone: "off", shape: "dashes" },
  missing: { tone: "alert", shape: "crossed" },
  several: { tone: "alert", shape: "triangle" },
  unread: { tone: "off", shape: "dashes" },
};

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
  return (group: string | null): string =>
    group === null || group === "0" ? t("user") : group === "10" ? t("admin") : t("other", { group });
}
