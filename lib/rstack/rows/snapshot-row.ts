import type { VmId } from "../ids";
import type { Backup, Snapshot } from "../master-client";
import { type ColumnTable, isDoubled, read, readCode, readMoment } from "./fields";
import { HOST_ID_COLUMNS, rowsNotOfOthers } from "./of-host";
import type { RawRow } from "./raw-row";

const CREATED_AT = [
  "addtime",
  "add_time",
  "createtime",
  "create_time",
  "createdtime",
  "creationtime",
  "backuptime",
  "backup_time",
  "time",
];

export const SNAPSHOT_COLUMNS = {
  id: ["id", "snapshotid"],
  host: HOST_ID_COLUMNS,
  name: ["snapshotname", "name", "snapshot_name", "snapname"],
  createdAt: CREATED_AT,
  state: ["status"],
} as const satisfies ColumnTable;

export const SNAPSHOT_KEY = {
  column: SNAPSHOT_COLUMNS.name[0],
  tells: (row: RawRow) => nameOf(row, SNAPSHOT_COLUMNS.name) !== null,
};

/** A name counts once: that is all the master can be told. */
export function snapshotsOf(rows: readonly RawRow[], vmId: VmId): Snapshot[] {
  const found = new Map<string, Snapshot>();
  for (const row of rowsNotOfOthers(rows, vmId, SNAPSHOT_COLUMNS)) {
    const name = nameOf(row, SNAPSHOT_COLUMNS.name);
    if (name !== null && !found.has(name)) {
      const createdAt = readMoment(row, SNAPSHOT_COLUMNS.createdAt);
      found.set(name, { name, createdAt, state: stateOf(row) });
    }
  }
  return [...found.values()];
}

export const BACKUP_COLUMNS = {
  id: ["id", "backupid"],
  host: HOST_ID_COLUMNS,
  kind: ["backuptype", "backup_type"],
  name: ["name", "backupname", "backup_name", "snapshotname"],
  createdAt: CREATED_AT,
  state: ["status"],
  size: ["size", "backupsize", "backup_size", "filesize", "file_size"],
  sizeGb: ["sizegb", "size_gb"],
} as const satisfies ColumnTable;

export const BACKUP_KEY = {
  column: BACKUP_COLUMNS.name[0],
  tells: (row: RawRow) => nameOf(row, BACKUP_COLUMNS.name) !== null,
};

const KIND_CODES = { snapshot: "1", full: "2" };

/** Without those that say they are the other kind: a master may ignore `backuptype`. */
export function backupsOf(rows: readonly RawRow[], kind: "snapshot" | "full"): Backup[] {
  const backups: Backup[] = [];
  for (const row of rows) {
    const said = readCode(row, BACKUP_COLUMNS.kind);
    const backup = said === null || said === KIND_CODES[kind] ? backupOf(row) : null;
    if (backup !== null) {
      backups.push(backup);
    }
  }
  return backups;
}

export function backupOf(row: RawRow): Backup | null {
  const name = nameOf(row, BACKUP_COLUMNS.name);
  if (name === null) {
    return null;
  }
  return {
    name,
    createdAt: readMoment(row, BACKUP_COLUMNS.createdAt),
    state: stateOf(row),
    sizeGb: sizeGbOf(row),
  };
}

/** Sent back as it came, so neither trimmed nor cleaned: one that can't be shown as it is is no name. */
function nameOf(row: RawRow, names: readonly string[]): string | null {
  const name = isDoubled(row, names) ? null : read(row, names);
  return name !== null && name.length <= 255 && name.trim() !== "" && !/[\p{Cc}\p{Cs}]/u.test(name)
    ? name
    : null;
}

/** The vendor has one word alone: 1, finished. */
function stateOf(row: RawRow): "done" | "in-progress" | null {
  const code = readCode(row, ["status"]);
  return code === null ? null : code === "1" ? "done" : "in-progress";
}

const GB_IN = { k: 1 / 1024 ** 2, m: 1 / 1024, g: 1, t: 1024 };

/** Only where the unit is written: the vendor gives none. */
function sizeGbOf(row: RawRow): number | null {
  const inGb = read(row, BACKUP_COLUMNS.sizeGb)?.trim() ?? "";
  const written = inGb === "" ? (read(row, BACKUP_COLUMNS.size)?.trim() ?? "") : `${inGb}g`;
  const [, amount, unit] = /^([0-9]{1,15}(?:\.[0-9]{1,15})?) ?([kmgt])b?$/i.exec(written) ?? [];
  return amount === undefined || unit === undefined
    ? null
    : Number(amount) * GB_IN[unit.toLowerCase() as keyof typeof GB_IN];
}
