import type { VmId } from "../ids";
import { column, isDoubled, read, readCode, readMoment, readRowId, type ValuesOf, valuesOf } from "./fields";
import { HOST_ID, rowsNotOfOthers } from "./of-host";
import type { RawRow } from "./raw-row";

const CREATED_AT = column(
  readMoment,
  "addtime",
  "add_time",
  "createtime",
  "create_time",
  "createdtime",
  "creationtime",
  "backuptime",
  "backup_time",
  "time",
);
/** `done` where the row says so, `in-progress` where it says otherwise, null where it says nothing. */
const STATE = column(readProgress, "status");

const SNAPSHOT = {
  /** Sent back as it came. */
  name: column(readName, "snapshotname", "name", "snapshot_name", "snapname"),
  createdAt: CREATED_AT,
  state: STATE,
};
export const SNAPSHOT_COLUMNS = { ...SNAPSHOT, id: column(readRowId, "id", "snapshotid"), host: HOST_ID };
export type Snapshot = Copy<typeof SNAPSHOT>;
type Copy<Table extends typeof SNAPSHOT> = Omit<ValuesOf<Table>, "name"> & { name: string };

export const SNAPSHOT_KEY = {
  column: SNAPSHOT.name.names[0],
  tells: (row: RawRow) => SNAPSHOT.name.of(row) !== null,
};

/** A name counts once: that is all the master can be told. */
export function snapshotsOf(rows: readonly RawRow[], vmId: VmId): Snapshot[] {
  const found = new Map<string, Snapshot>();
  for (const row of rowsNotOfOthers(rows, vmId, SNAPSHOT_COLUMNS)) {
    const { name, ...rest } = valuesOf(row, SNAPSHOT);
    if (name !== null && !found.has(name)) {
      found.set(name, { name, ...rest });
    }
  }
  return [...found.values()];
}

const BACKUP = {
  name: column(readName, "name", "backupname", "backup_name", "snapshotname"),
  createdAt: CREATED_AT,
  state: STATE,
};
export const BACKUP_COLUMNS = {
  ...BACKUP,
  id: column(readRowId, "id", "backupid"),
  host: HOST_ID,
  kind: column(readCode, "backuptype", "backup_type"),
  size: column(read, "size", "backupsize", "backup_size", "filesize", "file_size"),
  sizeGb: column(read, "sizegb", "size_gb"),
};
export type Backup = Copy<typeof BACKUP> & { sizeGb: number | null };

export const BACKUP_KEY = {
  column: BACKUP.name.names[0],
  tells: (row: RawRow) => BACKUP.name.of(row) !== null,
};

const KIND_CODES = { snapshot: "1", full: "2" };

/** Without those that say they are the other kind: a master may ignore `backuptype`. */
export function backupsOf(rows: readonly RawRow[], kind: "snapshot" | "full"): Backup[] {
  const backups: Backup[] = [];
  for (const row of rows) {
    const said = BACKUP_COLUMNS.kind.of(row);
    const backup = said === null || said === KIND_CODES[kind] ? backupOf(row) : null;
    if (backup !== null) {
      backups.push(backup);
    }
  }
  return backups;
}

export function backupOf(row: RawRow): Backup | null {
  const { name, ...rest } = valuesOf(row, BACKUP);
  return name === null ? null : { name, ...rest, sizeGb: sizeGbOf(row) };
}

/** Sent back as it came, so neither trimmed nor cleaned: one that can't be shown as it is is no name. */
function readName(row: RawRow, names: readonly string[]): string | null {
  const name = isDoubled(row, names) ? null : read(row, names);
  return name !== null && name.length <= 255 && name.trim() !== "" && !/[\p{Cc}\p{Cs}]/u.test(name)
    ? name
    : null;
}

/** The vendor has one word alone: 1, finished. */
function readProgress(row: RawRow, names: readonly string[]): "done" | "in-progress" | null {
  const code = readCode(row, names);
  return code === null ? null : code === "1" ? "done" : "in-progress";
}

const GB_IN = { k: 1 / 1024 ** 2, m: 1 / 1024, g: 1, t: 1024 };

/** Only where the unit is written: the vendor gives none. */
function sizeGbOf(row: RawRow): number | null {
  const inGb = BACKUP_COLUMNS.sizeGb.of(row)?.trim() ?? "";
  const written = inGb === "" ? (BACKUP_COLUMNS.size.of(row)?.trim() ?? "") : `${inGb}g`;
  const [, amount, unit] = /^([0-9]{1,15}(?:\.[0-9]{1,15})?) ?([kmgt])b?$/i.exec(written) ?? [];
  return amount === undefined || unit === undefined
    ? null
    : Number(amount) * GB_IN[unit.toLowerCase() as keyof typeof GB_IN];
}
