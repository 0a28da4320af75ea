import { Secret, TOTP } from "otpauth";

const PERIOD_S = 30;
/** Clocks of phones are off by some seconds, and typing takes some: one step before and after is as good. */
const WINDOW = 1;

export const CODE = /^\d{6}$/;

/** 160 bits, Base32: what an authenticator app keeps. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

const totp = (secret: string, issuer = "", label = ""): TOTP =>
  new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
  });

/** The time step whose code this is, near `now` (ms); null where it is none. Compared in constant time. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  if (!CODE.test(code)) {
    return null;
  }
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_S) + delta;
}

/** `otpauth://…`, which the app reads from the QR code. It holds the secret. */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  totp(secret, issuer, label).toString();
