import { useFormatter, useNow } from "next-intl";
import { spaced } from "@/components/ui/spacing";
import { DAY_MS } from "@/lib/units";

/** "5 minutes ago", "5 分钟前" of a moment (a date, or ISO 8601), as the page was drawn. */
export function useAgo(): (at: Date | string, style?: "narrow") => string {
  const format = useFormatter();
  const now = useNow();
  return (at, style) => {
    const days = (now.getTime() - new Date(at).getTime()) / DAY_MS;
    // Eight days and ten are both a week: the second week is told in days.
    const unit = days >= 7 && days < 14 ? "day" : undefined;
    return spaced(format.relativeTime(new Date(at), { now, style, unit }));
  };
}
