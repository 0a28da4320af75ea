import { nameKey } from "../names";
import { isCommonPassword } from "./common-passwords";

export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 256;

export type PasswordFault = "like-current" | "too-short" | "too-long" | "too-common" | "like-name";

/** Null where the password may be used. Length is counted in characters as people see them, near enough. */
export function passwordFault(
  password: string,
  person: { username: string; email?: string | null },
): PasswordFault | null {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) {
    return "too-short";
  }
  if (length > LONGEST_PASSWORD) {
    return "too-long";
  }
  const key = nameKey(password).trim();
  const names = [person.username, person.email ?? "", person.email?.split("@")[0] ?? ""].map(nameKey);
  if (names.includes(key)) {
    return "like-name";
  }
  return isCommonPassword(key) || isMonotonous(key) ? "too-common" : null;
}

/** One character again and again, or a run such as `0123456789`. */
function isMonotonous(key: string): boolean {
  const codes = [...key].map((c) => c.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, i) => code - (codes[i] ?? 0)));
  return steps.size === 1 && [0, 1, -1].includes([...steps][0] ?? 2);
}
