import { isIP } from "node:net";
import { parseRowId, parseUserId, parseVmId } from "../ids";
import type { RawRow } from "./raw-row";

type Names = readonly string[];
type Reader<Value> = (row: RawRow, names: Names) => Value;

/** A column that we read: where it may stand in a row, and what it is there. */
export interface Column<Value = unknown> {
  /** The documented name first, then spellings that can't mean anything else. */
  readonly names: readonly [string, ...string[]];
  readonly reader: Reader<Value>;
  /** The row's value. */
  of(row: RawRow): Value;
}
/** By our name of the field. */
export type ColumnTable = Readonly<Record<string, Column>>;
export type ValuesOf<Table extends ColumnTable> = {
  [Field in keyof Table]: ReturnType<Table[Field]["reader"]>;
};

export const column = <Value>(reader: Reader<Value>, ...names: [string, ...string[]]): Column<Value> => ({
  names,
  reader,
  of: (row) => reader(row, names),
});

/** Every field of a table as the row has it. */
export function valuesOf<Table extends ColumnTable>(row: RawRow, table: Table): ValuesOf<Table> {
  const values: Record<string, unknown> = {};
  for (const field in table) {
    values[field] = table[field]?.of(row);
  }
  return values as ValuesOf<Table>;
}

/** The first of the columns that says something; null where none does. */
export function read(row: RawRow, names: Names): string | null {
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
export function readLabel(row: RawRow, names: Names): string | null {
  const label = read(row, names)
    ?.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .slice(0, LONGEST)
    .replace(/\p{Cs}/gu, "");
  return label ? label : null;
}

/** A short code such as a status: digits with at most a sign. */
export function readCode(row: RawRow, names: Names): string | null {
  const code = read(row, names)?.trim();
  return code !== undefined && /^-?[0-9]{1,9}$/.test(code) ? code : null;
}

/** 1 or 0. */
export function readFlag(row: RawRow, names: Names): boolean | null {
  const code = readCode(row, names);
  return code === "1" ? true : code === "0" ? false : null;
}

/** Null for what is no id, `0` among them: "none" in columns that point elsewhere. */
export const readRowId = readBy(parseRowId);
export const readVmId = readBy(parseVmId);
export const readUserId = readBy(parseUserId);

export function readBy<Value>(parse: (text: string | null) => Value): Reader<Value> {
  return (row, names) => parse(read(row, names));
}

/** A whole number that isn't negative; a fraction is rounded, anything else is null. */
export function readAmount(row: RawRow, names: Names): number | null {
  const text = read(row, names)?.trim();
  return text !== undefined && /^[0-9]{1,15}(\.[0-9]{1,15})?$/.test(text) ? Math.round(Number(text)) : null;
}

/** -1 (the group's) or more. */
export function readQuota(row: RawRow, names: Names): number | null {
  const code = readCode(row, names);
  return code !== null && Number(code) >= -1 ? Number(code) : null;
}

/** `20190501`, or the same with dashes or slashes and a time behind it, as `2019-05-01`; null for what is no day. */
export function readDay(row: RawRow, names: Names): string | null {
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
export function readPort(row: RawRow, names: Names): number | null {
  const text = read(row, names)?.trim();
  const port = text !== undefined && /^[0-9]{1,5}$/.test(text) ? Number(text) : null;
  return port !== null && port <= 65535 ? port : null;
}

/** Unix seconds, or `2019-11-15 00:28:22` in the master's zone, which the row has to know: else null. */
export function readMoment(row: RawRow, names: Names): Date | null {
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
export function readIp(row: RawRow, names: Names): string | null {
  const text = read(row, names)?.trim();
  return text !== undefined && !text.includes("%") && isIP(text) !== 0 ? text : null;
}

/** The first of the addresses that a column holds, with commas between them where there are several. */
export const readFirstIp = (row: RawRow, names: Names): string | null => readIps(row, names)[0] ?? null;
export const readIpv4: typeof readFirstIp = (row, names) =>
  readIps(row, names).find((ip) => isIP(ip) === 4) ?? null;
export const readIpv6: typeof readFirstIp = (row, names) =>
  readIps(row, names).find((ip) => isIP(ip) === 6) ?? null;

/** Addresses with commas between them; what is none is left out. */
export function readIps(row: RawRow, names: Names): string[] {
  const parts = read(row, names)?.split(",", 256) ?? [];
  return parts.map((part) => part.trim()).filter((part) => isIP(part) !== 0 && !part.includes("%"));
}

/** Whether the row names one of these columns twice. */
export const isDoubled = (row: RawRow, names: Names): boolean =>
  row.doubled.length > 0 && names.some((name) => row.doubled.includes(name));

const MAC = /^[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/;

/** `00:15:5d:2b:63:90`, whichever way the bytes are parted; null for what is no such address. */
export function readMac(row: RawRow, names: Names): string | null {
  const text = read(row, names)?.trim().toLowerCase() ?? "";
  return MAC.test(text) ? (text.replace(/[:-]/g, "").match(/../g) ?? []).join(":") : null;
}
