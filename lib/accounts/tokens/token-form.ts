import { DAY_MS } from "@/lib/units";
import "server-only";
import { z } from "zod";
import { config } from "../../config";
import { readRanges } from "./address-ranges";
import type { NewToken } from "./tokens";

/** Days until a token expires; the first is what forms offer first. */
export const EXPIRY_DAYS = [90, 30, 365] as const;
export const NEVER = "never";

const text = z.string().max(2_000);
const days = EXPIRY_DAYS.map(String) as [string, ...string[]];

/** What both forms hold. Longer than what is kept, so that too long is said of the field and not of the form. */
export const tokenFields = { name: text, addresses: text };
export const expiryField = z.enum(days);
export const expiryOrNeverField = z.enum([...days, NEVER]);

/** Why a token can't be made; a message key of `api-tokens.fault`. */
export const TOKEN_FAULTS = [
  "bad-name",
  "bad-range",
  "range-too-wide",
  "too-many-ranges",
  "no-range",
  "addresses-unknown",
  "unknown-host",
  "too-many-tokens",
  "needs-factor",
  "no-scope",
] as const;
export type TokenFault = (typeof TOKEN_FAULTS)[number];

type Asked = Pick<NewToken, "name" | "addressRanges" | "expiresAt">;

const UNWANTED = /[\p{C}\p{Zl}\p{Zp}]/u;

/** What was typed, for both kinds of token. */
export function readTokenForm(
  typed: { name: string; addresses: string; expiry: string },
  { needsRange = false } = {},
): { ok: true; asked: Asked } | { ok: false; fault: TokenFault } {
  const name = typed.name.trim();
  if (name === "" || [...name].length > 60 || UNWANTED.test(name)) {
    return { ok: false, fault: "bad-name" };
  }
  const read = readRanges(typed.addresses);
  if (!read.ok) {
    return read;
  }
  if (needsRange && read.ranges.length === 0) {
    return { ok: false, fault: "no-range" };
  }
  // It would be refused from everywhere: better said now.
  if (read.ranges.length > 0 && config().trustedProxies === 0) {
    return { ok: false, fault: "addresses-unknown" };
  }
  const expiresAt = typed.expiry === NEVER ? null : new Date(Date.now() + Number(typed.expiry) * DAY_MS);
  return { ok: true, asked: { name, addressRanges: read.ranges, expiresAt } };
}
