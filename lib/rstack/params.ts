import { isIP } from "node:net";
import { z } from "zod";
import { isRowId, parseUserId } from "./ids";

/**
 * What each kind of parameter may be. Every schema ends in the string that goes over the wire. Numbers come in as
 * numbers and are checked as such: no `parseInt`, which reads `5,6` as 5.
 */

/** A lone surrogate can't be encoded: it would arrive as another text than was given. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

export const text = (max = 1000) =>
  z.string().max(max).refine(isWellFormed, "half a character").describe("text");
/** A filter that must not be empty: an empty one finds everybody. */
export const filter = (max = 255) => text(max).min(1);

export const rowId = z.string().refine(isRowId, "no row id");
export const userId = z
  .string()
  .refine((value) => parseUserId(value) !== null && isWellFormed(value), "no userid");

export const int = (min: number, max: number) => z.int().min(min).max(max).transform(String);
export const flag = z.boolean().transform((on) => (on ? "1" : "0"));
export const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values);

/** Lists that the vendor allows, put together here from checked parts alone. */
export const rowIds = z.array(rowId).min(1).max(500).transform(join);
export const ipKinds = z
  .array(z.enum(["0", "1", "2"]))
  .min(1)
  .max(3)
  .transform(join);

const isV4 = (value: string) => isIP(value) === 4;
/** No zone: `fe80::1%eth0` is an address of this machine alone. */
const isV6 = (value: string) => isIP(value) === 6 && !value.includes("%");
export const ipv4 = z.string().refine(isV4, "no IPv4 address");
export const ipv6 = z.string().refine(isV6, "no IPv6 address");
export const anyIp = z.string().refine((value) => isV4(value) || isV6(value), "no address");
export const ipv4List = z.array(ipv4).min(1).max(500).transform(join);
export const ipv6List = z.array(ipv6).min(1).max(500).transform(join);
/** How many, or which one. */
export const ipv4OrCount = z.union([int(1, 500), ipv4]);
export const ipv6OrCount = z.union([int(1, 500), ipv6]);

export const day = z.string().regex(/^[0-9]{8}$/, "no day as 20190501");
export const portNumber = int(1, 65535);
/** 0: the first one; 1: random; or the port itself. */
export const remotePort = z
  .union([z.literal(0), z.literal(1), z.int().min(10000).max(65535)])
  .transform(String);
/** `100,150`: gigabytes for Windows, for Linux. */
export const systemDisk = z.tuple([z.int().positive(), z.int().positive()]).transform(join);

function join(parts: readonly (string | number)[]): string {
  return parts.join(",");
}
