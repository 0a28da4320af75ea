/** The rules for a host's password. It reaches tools inside the guest, so it holds nothing that a shell interprets. */
export const SHORTEST = 12;
export const LONGEST = 64;
const KINDS_WANTED = 3;
const DIFFERENT_WANTED = 6;

/** Printable ASCII without blanks, quotes, backtick and `$ ; & | < > % \`. */
const ALLOWED = /^[!#()*+,\-./0-9:=?@A-Z[\]^_a-z{}~]*$/;
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/** Which rule a password breaks; a message key of `access.password.fault`. */
export const PASSWORD_FAULTS = [
  "too-short",
  "too-long",
  "characters",
  "too-few-kinds",
  "too-uniform",
  "like-user",
] as const;
export type HostPasswordFault = (typeof PASSWORD_FAULTS)[number];

/** Null for a valid password. `user` is its Windows user, whose name Windows doesn't allow in it. */
export function hostPasswordFault(password: string, user: string | null): HostPasswordFault | null {
  if (password.length < SHORTEST) {
    return "too-short";
  }
  if (password.length > LONGEST) {
    return "too-long";
  }
  if (!ALLOWED.test(password)) {
    return "characters";
  }
  if (kindsIn(password) < KINDS_WANTED) {
    return "too-few-kinds";
  }
  if (new Set(password.toLowerCase()).size < DIFFERENT_WANTED) {
    return "too-uniform";
  }
  const names = ["administrator", "root", ...(user ? [user.toLowerCase()] : [])];
  const plain = password.toLowerCase();
  return names.some((name) => name.length > 2 && plain.includes(name)) ? "like-user" : null;
}

const kindsIn = (password: string): number => KINDS.filter((kind) => kind.test(password)).length;

/** Letters and digits that can't be confused when they are read out or copied by hand. */
const READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";
const GROUPS = 4;
const IN_GROUP = 5;

/**
 * A new password, about 115 bits, in groups that can be read: `kF7mq-Wd2xP-…`. `random` fills an array as
 * `crypto.getRandomValues` does.
 */
export function generatePassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  for (;;) {
    const password = Array.from({ length: GROUPS }, () => draw(random, IN_GROUP)).join("-");
    // Rarely one lacks capitals, small letters or digits, which some systems refuse.
    if (kindsIn(password) === KINDS.length && hostPasswordFault(password, null) === null) {
      return password;
    }
  }
}

function draw(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array, length: number): string {
  // Bytes above the last whole multiple would make some characters likelier than others.
  const fair = 256 - (256 % READABLE.length);
  let drawn = "";
  while (drawn.length < length) {
    for (const byte of random(new Uint8Array(16))) {
      if (byte < fair && drawn.length < length) {
        drawn += READABLE[byte % READABLE.length];
      }
    }
  }
  return drawn;
}

const WINDOWS_USER = /^[A-Za-z][A-Za-z0-9_-]{0,19}$/;
export const isWindowsUser = (name: string): boolean => WINDOWS_USER.test(name);
