import { CATALOGUE } from "../catalogue/catalogue";
import { classify } from "../classify";
import type { RowId, VmId } from "../ids";
import type { CallOptions, CheckedReply, ReplyColumns, ReplyField } from "../master-client";
import { mapOutcome, type Outcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import {
  asText,
  type Column,
  type ColumnTable,
  column,
  readAmount,
  readCode,
  readFlag,
  readPort,
  readQuota,
  readUserId,
} from "../rows/fields";
import { readFigures } from "../rows/monitor-row";
import type { RawRow } from "../rows/raw-row";
import { CHECKED_REPLIES } from "./checked-replies";

export interface AskedOf {
  vmId: VmId | null;
  nodeId: RowId | null;
}

/** Which columns a reply of this master has, and which of them we read. Names alone; a value could be a password. */
export async function readColumns(
  caller: RetryingCaller,
  reply: CheckedReply,
  of: AskedOf,
  ownerField: string,
  options: CallOptions,
): Promise<Outcome<ReplyColumns>> {
  const rows = await rawRows(caller, reply, of, ownerField, options);
  const renamed = caller.parts.facts.columns[CATALOGUE[CHECKED_REPLIES[reply].action].action] ?? {};
  return mapOutcome(rows, (found) => columnsOf(found, reply, ownerField, renamed));
}

function columnsOf(
  rows: readonly RawRow[],
  reply: CheckedReply,
  ownerField: string,
  renamed: Readonly<Record<string, string>>,
): ReplyColumns {
  const present = new Set(rows.flatMap((row) => Object.keys(row.columns)));
  // A moment as text can be read once the master's zone is known, which these rows may be read to find out.
  const dated = rows.map((row) => ({ ...row, utcOffsetMinutes: row.utcOffsetMinutes ?? 0 }));
  const { columns } = CHECKED_REPLIES[reply];
  const table: ColumnTable =
    reply === "hosts" ? { ...columns, owner: column(readUserId, ownerField) } : columns;
  const fields = Object.entries(table).map(([field, ours]): ReplyField => {
    const name = ours.names.find((candidate) => present.has(candidate));
    const [documented] = ours.names;
    if (name === undefined) {
      return { field, column: documented, found: "missing" };
    }
    const theirs = renamed[name] !== undefined && present.has(renamed[name]) ? renamed[name] : name;
    const told = dated.filter((row) => saysSomething(row, name, ours));
    const isRead = told.some((row) => [ours.of(row)].flat().some((value) => value !== null));
    const how = theirs !== name ? "set" : name === documented ? "found" : "guessed";
    return { field, column: theirs, found: told.length === 0 ? "empty" : isRead ? how : "unreadable" };
  });
  const theirs = Object.values(renamed).filter((name) => present.has(name));
  const ours = Object.keys(renamed).filter((name) => theirs.includes(renamed[name] ?? ""));
  return {
    rows: rows.length,
    columns: [...present].filter((name) => !ours.includes(name) || hasOwnColumn(rows, name, renamed)).sort(),
    fields,
  };
}

/** A column that is only there because `RSTACK_COLUMNS` gave another one its name holds the same in every row. */
const hasOwnColumn = (rows: readonly RawRow[], name: string, renamed: Readonly<Record<string, string>>) =>
  rows.some((row) => row.columns[name] !== row.columns[renamed[name] ?? ""]);

/** `0` and `-1` are how "none" is written where an id, a moment or a name could stand. */
function saysSomething(row: RawRow, name: string, { reader }: Column): boolean {
  const text = (Object.hasOwn(row.columns, name) ? asText(row.columns[name]) : null)?.trim() ?? "";
  const isNone = text === "" || (!NUMBERS.includes(reader) && (text === "0" || text === "-1"));
  return !isNone;
}

const NUMBERS: readonly Column["reader"][] = [
  readCode,
  readAmount,
  readQuota,
  readPort,
  readFlag,
  readFigures,
];

async function rawRows(
  caller: RetryingCaller,
  reply: CheckedReply,
  { vmId, nodeId }: AskedOf,
  ownerField: string,
  options: CallOptions,
): Promise<Outcome<RawRow[]>> {
  const host = vmId === null ? {} : { vmid: vmId };
  switch (reply) {
    case "hosts":
      return vmId === null
        ? caller.callWith(CATALOGUE.hyper, {}, options, "bulk", (bytes) => classify("list", bytes))
        : caller.call("hyper", { id: vmId }, options);
    case "users":
      return userRows(caller, vmId, ownerField, options);
    case "areas":
      return caller.call("area", {}, options);
    case "nodes":
      return caller.call("hypernode", {}, options);
    case "images":
      return caller.call("hyperos", { ...host, osfile: "os" }, options);
    case "discs":
      return caller.call("hyperos", { ...host, osfile: "cd" }, options);
    case "pools":
      return caller.call("hyperipblock", {}, options);
    case "freeAddresses":
      return caller.call("vm_freeip", nodeId === null ? host : { nodeid: nodeId, limits: 20 }, options);
    case "mappings":
      return caller.call("hypernat", host, options);
    case "tasks":
      return caller.call("hypertask", host, options);
    case "backups":
      return caller.call("hyperbackup", host, options);
  }
  if (vmId === null) {
    return { ok: false, fault: { kind: "not-sent", cause: "invalid-parameters", detail: "vmid" } };
  }
  const one = (row: RawRow | null) => (row === null ? [] : [row]);
  switch (reply) {
    case "addresses":
      return caller.call("hyperip", { vmid: { id: vmId, withFree: false } }, options);
    case "snapshots":
      return caller.call("vm_snapshot.list", { vmid: vmId }, options);
    case "media":
      return caller.call("vm_cd_manage.list", { vmid: vmId }, options);
    case "monitor":
      return caller.call("vm_monitor", { vmid: vmId }, options);
    case "state":
      return mapOutcome(await caller.call("vm_state", { vmid: vmId }, options), ({ details }) =>
        one(details),
      );
    case "details":
      return mapOutcome(await caller.call("vm_exinfo", { vmid: vmId }, options), one);
    case "console":
      return mapOutcome(await caller.call("vm_console.state", { vmid: vmId }, options), one);
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
  const owner = host.value.map((row) => readUserId(row, [ownerField])).find((id) => id !== null);
  return owner ? caller.call("user_info", { userid: owner }, options) : { ok: true, value: [] };
}
