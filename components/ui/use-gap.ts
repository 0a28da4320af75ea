import { useLocale } from "next-intl";

/** What stands between two sentences: in Chinese the full stop has its room already. */
export const useGap = (): string => (useLocale() === "zh-CN" ? "" : " ");
