import { CATALOGUE } from "./catalogue/catalogue";
import { classify } from "./classify";
import { parseUserId, type VmId } from "./ids";
import type { CallOptions, CheckedList, ListColumns } from "./master-client";
import type { Outcome } from "./outcome";
import type { RetryingCaller } from "./retrying-caller";
import { type ColumnTable, columnsTaken, read } from "./rows/fields";
import { HOST_COLUMNS } from "./rows/host-row";
import { IMAGE_COLUMNS } from "./rows/image-row";
import { MAPPING_COLUMNS } from "./rows/mapping-row";
import { MONITOR_COLUMNS } from "./rows/monitor-row";
import { AREA_COLUMNS, NODE_COLUMNS } from "./rows/named-row";
import type { RawRow } from "./rows/raw-row";
import { TASK_COLUMNS } from "./rows/task-row";
import { USER_COLUMNS } from "./rows/user-row";

/** Which columns a list of this master has, and which of them we read. Names alone; a value could be a password. */
export async function readColumns(
  caller: RetryingCaller,
  list: CheckedList,
  vmId: VmId | null,
  ownerField: string,
  options: CallOptions,
): Promise<Outcome<ListColumns>> {
  const rows = await rawRows(caller, list, vmId, ownerField, options);
  if (!rows.ok) {
    return rows;
  }
  const columns = [...new Set(rows.value.flatMap((row) => Object.keys(row.columns)))].sort();
  const taken = columnsTaken(rows.value, tableOf(list, ownerField));
  return { ok: true, value: { rows: rows.value.length, columns, taken } };
}

function tableOf(list: CheckedList, ownerField: string): ColumnTable {
  switch (list) {
    case "hosts":
      return { ...HOST_COLUMNS, owner: [ownerField] };
    case "users":
      return USER_COLUMNS;
    case "mappings":
      return MAPPING_COLUMNS;
    case "tasks":
      return TASK_COLUMNS;
    case "areas":
      return AREA_COLUMNS;
    case "nodes":
      return NODE_COLUMNS;
    case "images":
      return IMAGE_COLUMNS;
    case "monitor":
      return MONITOR_COLUMNS;
  }
}

async function rawRows(
  caller: RetryingCaller,
  list: CheckedList,
  vmId: VmId | null,
  ownerField: string,
  options: CallOptions,
): Promise<Outcome<RawRow[]>> {
  const host = vmId === null ? {} : { vmid: vmId };
  switch (list) {
    case "hosts":
      return vmId === null
        ? caller.callWith(CATALOGUE.hyper, {}, options, "bulk", (bytes) => classify("list", bytes))
        : caller.call("hyper", { id: vmId }, options);
    case "users":
      return userRows(caller, vmId, ownerField, options);
    case "mappings":
      return caller.call("hypernat", host, options);
    case "tasks":
      return caller.call("hypertask", host, options);
    case "areas":
      return caller.call("area", {}, options);
    case "nodes":
      return caller.call("hypernode", {}, options);
    case "images":
      return caller.call("hyperos", { ...host, osfile: "os" }, options);
    case "monitor":
      return vmId === null
        ? { ok: false, fault: { kind: "not-sent", cause: "invalid-parameters", detail: "vmid" } }
        : caller.call("vm_monitor", { vmid: vmId }, options);
  }
}

/** The owner of the host; without a host the administrators, who are few: never every customer. */
async function userRows(
  caller: RetryingCaller,
  vmId: VmId | null,
  ownerField: string,
  options: CallOptions,
): Promise<Outcome<RawRow[]>> {
  if (vmId === null) {
    return caller.call("user_info", { utype: 10 }, options);
  }
  const host = await caller.call("hyper", { id: vmId }, options);
  if (!host.ok) {
    return host;
  }
  const owner = host.value.map((row) => parseUserId(read(row, [ownerField]))).find((id) => id !== null);
  return owner ? caller.call("user_info", { userid: owner }, options) : { ok: true, value: [] };
}
