import { useFormatter, useNow } from "next-intl";
import { spaced } from "@/components/ui/spacing";

/** "5 minutes ago", "5 分钟前" of a moment (a date, or ISO 8601), as the page was drawn. */
export function useAgo(): (at: Date | string, style?: "narrow") => string {
  const format = useFormatter();
  const now = useNow();
  return (at, style) => spaced(format.relativeTime(new Date(at), { now, style }));
}
