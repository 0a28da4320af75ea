/** "22%", "4.2 GB". */
export const withUnit = (value: string, unit: string): string => value + (unit === "%" ? unit : ` ${unit}`);
