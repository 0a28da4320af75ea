import { isIP } from "node:net";
import { parseRowId, type RowId } from "../ids";
import type { RawRow } from "./raw-row";

/** Our field → the columns it may stand in: the documented one first, then spellings that can't mean anything else. */
export type ColumnTable<Field extends string = string> = Readonly<Record<Field, readonly string[]>>;

/** The first of the columns that says something; null where none does. */
export function read(row: RawRow, names: readonly string[]): string | null {
  for (const name of names) {
    const text = Object.hasOwn(row.columns, name) ? asText(row.columns[name]) : null;
    if (text !== null) {
      return text;
    }
  }
  return null;
}

/**
 * Every value is a string in the vendor's samples; numbers are taken too. A number beyond the safe ones has lost
 * digits already: nothing is better than another host's id. Empty is null.
 */
export function asText(value: unknown): string | null {
  if (typeof value === "string") {
    return value === "" ? null : value;
  }
  if (typeof value === "number" && Number.isFinite(value)) {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : String(value);
  }
  return null;
}

const LONGEST = 300;

/**
 * A text for people, capped: without control and format characters (direction marks would reorder what stands around
 * it) and without halves of a pair, which no JSON column takes.
 */
export function readLabel(row: RawRow, names: readonly string[]): string | null {
  const label = read(row, names)
    ?.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .slice(0, LONGEST)
    .replace(/\p{Cs}/gu, "");
  return label ? label : null;
}

/** A short code such as a status: digits with at most a sign. */
export function readCode(row: RawRow, names: readonly string[]): string | null {
  const code = read(row, names)?.trim();
  return code !== undefined && /^-?[0-9]{1,9}$/.test(code) ? code : null;
}

/** Null for what is no id, `0` among them: "none" in columns that point elsewhere. */
export const readRowId = (row: RawRow, names: readonly string[]): RowId | null =>
  parseRowId(read(row, names));

/** A whole number that isn't negative; a fraction is rounded, anything else is null. */
export function readAmount(row: RawRow, names: readonly string[]): number | null {
  const text = read(row, names)?.trim();
  return text !== undefined && /^[0-9]{1,15}(\.[0-9]{1,15})?$/.test(text) ? Math.round(Number(text)) : null;
}

/** -1 (the group's) or more. */
export function readQuota(row: RawRow, names: readonly string[]): number | null {
  const code = readCode(row, names);
  return code !== null && Number(code) >= -1 ? Number(code) : null;
}

/** `20190501`, or the same with dashes or slashes and a time behind it, as `2019-05-01`; null for what is no day. */
export function readDay(row: RawRow, names: readonly string[]): string | null {
  const text = read(row, names)?.trim() ?? "";
  const parts =
    /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(text) ??
    /^([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[ T].*)?$/.exec(text);
  if (parts === null) {
    return null;
  }
  const [year = "", month = "", day = ""] = parts.slice(1).map((part) => part.padStart(2, "0"));
  const written = `${year}-${month}-${day}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}

/** 0 to 65535. */
export function readPort(row: RawRow, names: readonly string[]): number | null {
  const text = read(row, names)?.trim();
  const port = text !== undefined && /^[0-9]{1,5}$/.test(text) ? Number(text) : null;
  return port !== null && port <= 65535 ? port : null;
}

/** Unix seconds, or `2019-11-15 00:28:22` in the master's zone, which the row has to know: else null. */
export function readMoment(row: RawRow, names: readonly string[]): Date | null {
  const text = read(row, names)?.trim() ?? "";
  return /^[1-9][0-9]{8,9}$/.test(text)
    ? new Date(Number(text) * 1000)
    : momentOf(text, row.utcOffsetMinutes ?? null);
}

const TWO = "([0-9]{1,2})";
const MOMENT = new RegExp(`^([0-9]{4})[-/]${TWO}[-/]${TWO}[ T]${TWO}:${TWO}(?::${TWO})?(?:\\.[0-9]+)?$`);

function momentOf(text: string, utcOffsetMinutes: number | null): Date | null {
  const parts = MOMENT.exec(text);
  if (parts === null || utcOffsetMinutes === null) {
    return null;
  }
  const [year = "", ...rest] = parts.slice(1);
  const [month = "", day = "", hour = "", minute = "", second = "00"] = rest.map((part) =>
    part === undefined ? undefined : part.padStart(2, "0"),
  );
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = new Date(`${written}Z`);
  // A 31st of June would quietly be a 1st of July; 0001-01-01 and the like mean "never".
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) && year >= "1980"
    ? new Date(date.getTime() - utcOffsetMinutes * 60_000)
    : null;
}

/** Null for what is no address: it ends in connect lines and in downloaded files. */
export function readIp(row: RawRow, names: readonly string[], version?: 4 | 6): string | null {
  const text = read(row, names)?.trim();
  const kind = text === undefined || text.includes("%") ? 0 : isIP(text);
  return text !== undefined && kind !== 0 && (version === undefined || kind === version) ? text : null;
}

/** The first of the addresses that a column holds, with commas between them where there are several. */
export const readFirstIp = (row: RawRow, names: readonly string[], version: 4 | 6): string | null =>
  readIps(row, names).find((ip) => isIP(ip) === version) ?? null;

/** Addresses with commas between them; what is none is left out. */
export function readIps(row: RawRow, names: readonly string[]): string[] {
  const parts = read(row, names)?.split(",", 256) ?? [];
  return parts.map((part) => part.trim()).filter((part) => isIP(part) !== 0 && !part.includes("%"));
}

/** Whether the row names one of these columns twice. */
export const isDoubled = (row: RawRow, names: readonly string[]): boolean =>
  row.doubled.length > 0 && names.some((name) => row.doubled.includes(name));

const MAC = /^[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/;

/** `00:15:5d:2b:63:90`, whichever way the bytes are parted; null for what is no such address. */
export function readMac(row: RawRow, names: readonly string[]): string | null {
  const text = read(row, names)?.trim().toLowerCase() ?? "";
  return MAC.test(text) ? (text.replace(/[:-]/g, "").match(/../g) ?? []).join(":") : null;
}
