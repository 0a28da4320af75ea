import { useTranslations } from "next-intl";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { isPower } from "@/lib/operations/operation-view";
import { EVERYDAY_KINDS } from "./power-looks";
import type { PowerControls } from "./use-power";

const EVERYDAY: ReadonlySet<BlockReason> = new Set<BlockReason>(["already-off", "not-running"]);

/** In words: why Start, Restart or Stop lie flat. Null where none does. */
export function useWhy({ possible, inProgress, blocked: all }: PowerControls): string | null {
  const t = useTranslations("operations");
  const blocked = EVERYDAY_KINDS.map((kind) => possible[kind]).filter((why) => why !== null);
  if (blocked.length === 0) {
    return null;
  }
  if (inProgress && blocked.includes("operation-in-progress")) {
    return inProgress.acceptedAt
      ? t(`group.waits.${isPower(inProgress.kind) ? inProgress.kind : "other"}`)
      : t("group.sent");
  }
  if (blocked.every((why) => why === "setting-up")) {
    // The reason's own words would seem to speak of the console's key beside them.
    return t("group.waits.other");
  }
  if (all) {
    return t(`reason.${all}`);
  }
  const reasons = [...new Set(blocked)];
  if (reasons.length === 1 && reasons[0] === "already-running") {
    return t("group.running");
  }
  if (reasons.every((why) => EVERYDAY.has(why))) {
    return t("group.off");
  }
  return reasons.map((why) => t(`reason.${why}`)).join(" ");
}
