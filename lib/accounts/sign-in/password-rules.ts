import { nameKey } from "../names";
import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";
import { perProcess } from "../../per-process";

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

/** A common password with so many digits or signs before or after it is still a common one. */
const MOST_ADDED = 4;

/** 49,000 of the best-known passwords, of which 1,500 have ten and more characters, and ours; in lower case. */
const listed = (): ReadonlySet<string> =>
  perProcess("common-passwords", () => new Set([...dictionary["passwords-common"], ...OURS]));

/** Whether a password (as `nameKey` writes it) is a common one, such a one twice, or one with a few digits or signs added. */
export function isCommonPassword(key: string): boolean {
  const half = key.length / 2;
  const twice = key.slice(0, half) === key.slice(half);
  return [key, ...(twice ? [key.slice(0, half)] : []), ...withoutAdded(key)].some((one) => listed().has(one));
}

const withoutAdded = (key: string): string[] => {
  const before = /^[^\p{L}]*/u.exec(key)?.[0].length ?? 0;
  const behind = /[^\p{L}]*$/u.exec(key)?.[0].length ?? 0;
  const counts = Array.from({ length: MOST_ADDED }, (_, n) => n + 1);
  return [
    ...counts.filter((n) => n <= before).map((n) => key.slice(n)),
    ...counts.filter((n) => n <= behind).map((n) => key.slice(0, -n)),
  ];
};

/** Of ten and more characters (shorter ones are refused anyway): patterns of keyboards, numbers and names that the list lacks. */
const OURS: ReadonlySet<string> = new Set(
  `1234567890 12345678910 123456789a 1234567890a a123456789 0123456789 0987654321 9876543210 1q2w3e4r5t 1q2w3e4r5t6y
qwertyuiop qwerty12345 qwerty123456 qwerty1234 qwertyuiop123 qwertyuiop1 asdfghjkl1 asdfghjkl123 zxcvbnm123 1qaz2wsx3edc
1qazxsw23edc qazwsxedcrfv qazwsxedc1 qazwsx123456 password12 password123 password1234 password12345 password123456 passw0rd123 p@ssw0rd123 p@ssword123 password1! password123! passwordpassword mypassword mypassword1
iloveyou12 iloveyou123 iloveyou1234 abcdefghij abcdefghijk abcd123456 abc1234567 abc123456789 abcde12345 aa12345678 aa123456789 a1b2c3d4e5
administrator administrator1 admin12345 admin123456 admin1234567 adminadmin admin@1234 admin@12345 administrator123 root123456 rootroot12 changeme12 changeme123 changeme1234 letmein123 letmein1234 welcome123 welcome1234 welcome12345 welcome2024 welcome2025 welcome2026
sunshine12 sunshine123 princess12 princess123 football12 football123 baseball12 baseball123 superman12 superman123 batman1234 dragon1234 monkey1234 master1234 shadow1234 michael123 jessica123 liverpool1 manchester chocolate1 basketball basketball1 volleyball skateboard
1111111111 0000000000 2222222222 9999999999 1122334455 1212121212 1231231231 123123123123 1234512345 1234554321 12341234123 147258369 1472583690 7894561230 789456123a 159357456a
5201314520 520131452 woaini1314 woaini5201314 woaini520 woaini1314520 aini1314520 zhang123456 wang123456 li12345678 qq123456789 qq1234567890 asd123456789 aaa123456789 zxc123456789 qwe123456789 qweasdzxc123 qweasdzxc1 1234qwerasdf asdf1234qwer
q1w2e3r4t5 q1w2e3r4t5y6 zaq12wsxcde3 zaq1xsw2cde3 trustno1234 whatever123 starwars123 pokemon123 computer123 internet123 samsung123 blink182182 unknown123 secret1234 hello12345 hello123456 test123456 test1234567 testtest12 testtest123 user123456 demo123456 guest12345 server12345 windows123 linux12345 ubuntu1234 virtualmachine hypervisor correcthorsebatterystaple rstackpanel rstack1234 rstack12345`
    .split(/\s+/)
    .filter(Boolean),
);
