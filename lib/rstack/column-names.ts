import { ADDRESS_COLUMNS } from "./rows/address-row";
import type { ColumnTable } from "./rows/fields";
import { HOST_COLUMNS } from "./rows/host-row";
import { SETTING_COLUMNS } from "./rows/host-settings";
import { IMAGE_COLUMNS, MEDIUM_COLUMNS } from "./rows/image-row";
import { CAPACITY_COLUMNS, POOL_ADDRESS_COLUMNS, POOL_COLUMNS } from "./rows/infrastructure-rows";
import { MAPPING_COLUMNS } from "./rows/mapping-row";
import { MONITOR_COLUMNS } from "./rows/monitor-row";
import { AREA_COLUMNS } from "./rows/named-row";
import { BACKUP_COLUMNS, SNAPSHOT_COLUMNS } from "./rows/snapshot-row";
import { TASK_COLUMNS } from "./rows/task-row";

/** By action: our name of a column → the one that this master has in its place. */
export type ColumnNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The lists whose columns the vendor doesn't document, with what is read of them. */
const TABLES: Readonly<Record<string, ColumnTable>> = {
  area: AREA_COLUMNS,
  hyper: { ...HOST_COLUMNS, ...SETTING_COLUMNS },
  hyperbackup: BACKUP_COLUMNS,
  hyperip: { ...ADDRESS_COLUMNS, ...POOL_ADDRESS_COLUMNS },
  hyperipblock: POOL_COLUMNS,
  hypernat: MAPPING_COLUMNS,
  hypernode: CAPACITY_COLUMNS,
  hyperos: IMAGE_COLUMNS,
  hypertask: TASK_COLUMNS,
  vm_cd_manage: MEDIUM_COLUMNS,
  vm_freeip: POOL_ADDRESS_COLUMNS,
  vm_monitor: MONITOR_COLUMNS,
  vm_snapshot: SNAPSHOT_COLUMNS,
};

/** What a column of these names holds is for no page. */
const SECRET = /pass|pwd|token|secret|sign|key|credential/i;
const NAME = "[A-Za-z_][A-Za-z0-9_]{0,63}";
const PAIR = new RegExp(`^(${NAME})\\.(${NAME})=(${NAME})$`);

/**
 * `hypertask.vmid=hostid,hypernat.privateport=inner`: action, our name of a column, this master's. A fault says what is
 * wrong with which pair. The owner's column is a setting of its own (`ownerField`), and columns of secrets are never read.
 */
export function parseColumnNames(
  text: string,
  ownerField: string,
): { ok: true; columns: ColumnNames } | { ok: false; faults: string[] } {
  const columns: Record<string, Record<string, string>> = {};
  const faults: string[] = [];
  for (const pair of text.split(",").map((part) => part.trim())) {
    if (pair === "") {
      continue;
    }
    const [, action = "", ours = "", theirs = ""] = PAIR.exec(pair) ?? [];
    const fault = faultOf(action, ours, theirs, ownerField);
    if (fault === null) {
      columns[action] = { ...columns[action], [ours]: theirs };
    } else {
      faults.push(fault);
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, columns };
}

function faultOf(action: string, ours: string, theirs: string, ownerField: string): string | null {
  if (action === "") {
    return "each pair is ACTION.COLUMN=COLUMN, such as hypertask.vmid=hostid";
  }
  const table = Object.hasOwn(TABLES, action) ? TABLES[action] : undefined;
  if (table === undefined) {
    return `there are no columns of ${action} to name: ${Object.keys(TABLES).join(", ")}`;
  }
  if ([ours, theirs].some((name) => name === "userid" || name === "user_id" || name === ownerField)) {
    return "the owner's column is set with RSTACK_OWNER_FIELD alone";
  }
  if (SECRET.test(ours) || SECRET.test(theirs)) {
    return `${action}: a column of passwords, tokens or secrets can't be named`;
  }
  const known = [...new Set(Object.values(table).map(({ names: [first] }) => first))];
  return known.includes(ours) ? null : `${action} has no column ${ours} that is read: ${known.join(", ")}`;
}
