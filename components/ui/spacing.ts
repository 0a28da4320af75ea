import { useLocale } from "next-intl";

/** What stands between two sentences: in Chinese the full stop has its room already. */
export const useGap = (): string => (useLocale() === "zh-CN" ? "" : " ");

/** ICU writes "5分钟前" and "5秒钟后"; all other texts of the panel put a space between a number and its word, and say 秒. */
export const spaced = (text: string): string =>
  text.replace(/(?<=\d)(?=\p{Script=Han})/gu, " ").replace("秒钟", "秒");

/** "22%", "4.2 GB". */
export const withUnit = (value: string, unit: string): string => value + (unit === "%" ? unit : ` ${unit}`);
