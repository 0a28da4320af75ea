import type { Master } from "../master";
import { ACCESS_ACTIONS } from "./access";
import type { ActionHandler, Answer } from "./action";
import { ADDRESS_QUERIES } from "./addresses";
import { CONSOLE_ACTIONS } from "./console";
import { HOST_QUERIES } from "./host-queries";
import { LIST_QUERIES } from "./list-queries";
import { MEDIA_ACTIONS } from "./media";
import { MONITOR_QUERIES } from "./monitor";
import { NAT_ACTIONS } from "./nat";
import { POWER_ACTIONS } from "./power";
import { PROVISIONING_ACTIONS, pretendedCreation } from "./provisioning";
import { REINSTALL_ACTIONS } from "./reinstall";
import { newSnapshotName, SNAPSHOT_ACTIONS } from "./snapshots";
import { USER_ACTIONS } from "./users";

const IMPLEMENTED = new Map<string, ActionHandler>(
  Object.entries({
    test: (): Answer => ({ kind: "text", text: "0" }),
    ...USER_ACTIONS,
    ...PROVISIONING_ACTIONS,
    ...POWER_ACTIONS,
    ...REINSTALL_ACTIONS,
    ...SNAPSHOT_ACTIONS,
    ...MEDIA_ACTIONS,
    ...NAT_ACTIONS,
    ...ACCESS_ACTIONS,
    ...CONSOLE_ACTIONS,
    ...HOST_QUERIES,
    ...LIST_QUERIES,
    ...ADDRESS_QUERIES,
    ...MONITOR_QUERIES,
  }),
);

export const actionOf = (name: string): ActionHandler | undefined => IMPLEMENTED.get(name);

const COMMANDS = new Set([
  ...Object.keys({ ...POWER_ACTIONS, ...REINSTALL_ACTIONS, ...NAT_ACTIONS, ...ACCESS_ACTIONS }),
  ...Object.keys(PROVISIONING_ACTIONS),
  "user_add",
  "user_update",
  "user_delete",
]);

/** The parts of an action that is a command and a query in one. */
const COMMAND_PARTS: Record<string, string[]> = {
  vm_snapshot: ["create", "revert", "del"],
  vm_cd_manage: ["change"],
  vm_console: ["enable", "logout"],
};

/** Commands change something; a fault that strikes before the work leaves their effect out. */
export const isCommand = (name: string, params: Record<string, string>): boolean =>
  COMMANDS.has(name) || (COMMAND_PARTS[name]?.includes(params.subvaction ?? "") ?? false);

/** What a command would have answered that a fault keeps from being done. */
export function pretendedAnswer(master: Master, name: string, params: Record<string, string>): Answer {
  if (name === "vm_create") return pretendedCreation(master, params);
  if (name === "user_add") return { kind: "text", text: `0|${master.newUserId()}` };
  const host = master.hosts.get(params.vmid ?? "");
  const isCreation = name === "vm_snapshot" && params.subvaction === "create";
  return { kind: "text", text: isCreation && host ? `0|${newSnapshotName(master, host)}` : "0" };
}
