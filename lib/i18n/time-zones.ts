/** Every zone that this runtime can show times in, UTC first. */
export const timeZones = (): string[] => [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((z) => z !== "UTC"),
];

/** Names that were understood: to ask anew costs as much as a short page. */
const understood = new Set<string>();

/** Also names that stand in no list but are understood, such as older spellings. */
export function isTimeZone(name: string): boolean {
  if (understood.has(name)) {
    return true;
  }
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    if (!/^[A-Za-z]/.test(name)) {
      return false;
    }
    understood.add(name);
    return true;
  } catch {
    return false;
  }
}
