import { useFormatter, useNow } from "next-intl";

/** "5 minutes ago", "5 分钟前" of a moment (a date, or ISO 8601), as the page was drawn. */
export function useAgo(): (at: Date | string, style?: "narrow") => string {
  const format = useFormatter();
  const now = useNow();
  return (at, style) => spaced(format.relativeTime(new Date(at), { now, style }));
}

/** ICU writes "5分钟前" and "5秒钟后"; all other texts of the panel put a space between a number and its word, and say 秒. */
export const spaced = (text: string): string =>
  text.replace(/(?<=\d)(?=\p{Script=Han})/gu, " ").replace("秒钟", "秒");
