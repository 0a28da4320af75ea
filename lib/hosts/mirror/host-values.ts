import { getTableColumns } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { hosts } from "@/lib/db/schema";
import type { HostRow } from "@/lib/rstack/master-client";
import { HOST, type Kept } from "@/lib/rstack/rows/host-row";
import { cleanText } from "../clean-text";
import { systemOf } from "../system-name";

type Field = Exclude<keyof HostRow, "vmId">;
const FIELDS: Readonly<Record<Field, Kept>> = {
  ...HOST,
  owner: { merge: "take" },
  additionalIps: { merge: "take" },
};
/** Each field has the column of its name. */
const COLUMN_OF: Readonly<Record<Field, PgColumn>> = getTableColumns(hosts);

/** What the mirror keeps of a listed row, as columns of `hosts`. */
export const COLUMNS = (Object.keys(FIELDS) as Field[]).map((field) => {
  const { merge, boundTo, quiet = false } = FIELDS[field];
  const { name } = COLUMN_OF[field];
  return {
    field,
    name,
    type: COLUMN_OF[field].getSQLType(),
    merge,
    boundTo: boundTo && COLUMN_OF[boundTo].name,
    quiet,
  };
});

/** -1 is a quota too: the group's. */
const whole = (n: number | null, max: number): number | null =>
  n !== null && Number.isFinite(n) && n >= -1 && n <= max ? Math.round(n) : null;
const INT4 = 2_147_483_647;

/** Years that ISO 8601 writes with four digits, the only ones PostgreSQL reads back as they were meant. */
export const storableDate = (date: Date | null): Date | null =>
  date !== null && date.getTime() >= 0 && date.getUTCFullYear() <= 9999 ? date : null;

export const storableGb = (gb: number | null): number | null => whole(gb, Number.MAX_SAFE_INTEGER);
/** Null for what no column of whole numbers holds. */
export const storableCount = (n: number | null): number | null => whole(n, INT4);
export const storablePort = (port: number | null): number | null => whole(port, 65_535);

/**
 * A listed row as JSON for PostgreSQL. One row with an odd number or text in it must not keep the other rows of its
 * list out, so what can't be stored becomes null. The owner is stored as it came: it is compared byte for byte.
 */
export function hostValues(row: HostRow): Record<string, unknown> {
  const values = {
    ...row,
    guid: cleanText(row.guid, 64)?.toLowerCase() ?? null,
    osFamily: cleanText(row.osFamily, 40),
    systemDiskGb: systemDiskOf(row),
  };
  const stored = COLUMNS.map(({ field, name, type }) => [name, storable(values[field], type)]);
  const mediumId = row.mediumId === "none" ? "" : row.mediumId;
  return { ...Object.fromEntries(stored), vm_id: row.vmId, owner: row.owner, medium_id: mediumId };
}

function storable(value: string | number | Date | string[] | null, type: string) {
  if (typeof value === "number") {
    return type === "bigint" ? storableGb(value) : storableCount(value);
  }
  if (Array.isArray(value)) {
    return value.map((text) => cleanText(text)).filter((text) => text !== null);
  }
  return value instanceof Date ? (storableDate(value)?.toISOString() ?? null) : cleanText(value);
}

/** Which of the two sizes counts is told by the system; null where that isn't known. */
function systemDiskOf({ systemDiskGb, imageName, osFamily }: HostRow): number | null {
  const { family } = systemOf(imageName, osFamily);
  return systemDiskGb === null || family === "unknown"
    ? null
    : systemDiskGb[family === "windows" ? "windows" : "linux"];
}
