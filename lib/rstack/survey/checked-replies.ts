import type { ActionName } from "../catalogue/catalogue";
import type { CheckedReply } from "../master-client";
import { CONSOLE_COLUMNS } from "../rows/console-state";
import type { ColumnTable } from "../rows/fields";
import { DETAIL_COLUMNS, STATE_COLUMNS } from "../rows/host-details";
import { HOST_COLUMNS } from "../rows/host-row";
import { SETTING_COLUMNS } from "../rows/host-settings";
import { IMAGE_COLUMNS, MEDIUM_COLUMNS } from "../rows/image-row";
import { CAPACITY_COLUMNS, POOL_ADDRESS_COLUMNS, POOL_COLUMNS } from "../rows/infrastructure-rows";
import { MAPPING_COLUMNS } from "../rows/mapping-row";
import { MONITOR_COLUMNS } from "../rows/monitor-row";
import { AREA_COLUMNS } from "../rows/named-row";
import { BACKUP_COLUMNS, SNAPSHOT_COLUMNS } from "../rows/snapshot-row";
import { TASK_COLUMNS } from "../rows/task-row";
import { USER_DETAIL_COLUMNS } from "../rows/user-details";

/** Every reply that can be asked for without changing anything: its action of the catalogue, and what is read of it. */
export const CHECKED_REPLIES: Readonly<Record<CheckedReply, { action: ActionName; columns: ColumnTable }>> = {
  hosts: { action: "hyper", columns: { ...SETTING_COLUMNS, ...HOST_COLUMNS } },
  users: { action: "user_info", columns: USER_DETAIL_COLUMNS },
  areas: { action: "area", columns: AREA_COLUMNS },
  nodes: { action: "hypernode", columns: CAPACITY_COLUMNS },
  images: { action: "hyperos", columns: IMAGE_COLUMNS },
  discs: { action: "hyperos", columns: IMAGE_COLUMNS },
  pools: { action: "hyperipblock", columns: POOL_COLUMNS },
  addresses: { action: "hyperip", columns: POOL_ADDRESS_COLUMNS },
  freeAddresses: { action: "vm_freeip", columns: POOL_ADDRESS_COLUMNS },
  mappings: { action: "hypernat", columns: MAPPING_COLUMNS },
  tasks: { action: "hypertask", columns: TASK_COLUMNS },
  snapshots: { action: "vm_snapshot.list", columns: SNAPSHOT_COLUMNS },
  backups: { action: "hyperbackup", columns: BACKUP_COLUMNS },
  media: { action: "vm_cd_manage.list", columns: MEDIUM_COLUMNS },
  monitor: { action: "vm_monitor", columns: MONITOR_COLUMNS },
  state: { action: "vm_state", columns: STATE_COLUMNS },
  details: { action: "vm_exinfo", columns: DETAIL_COLUMNS },
  console: { action: "vm_console.state", columns: CONSOLE_COLUMNS },
};
