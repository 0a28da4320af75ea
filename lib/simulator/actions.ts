import type { Action, Answer } from "./action";
import { HOST_QUERIES } from "./host-queries";
import { LIST_QUERIES } from "./list-queries";
import { MONITOR_QUERIES } from "./monitor";
import { POWER_ACTIONS } from "./power";
import { USER_ACTIONS } from "./users";

const IMPLEMENTED = new Map<string, Action>(
  Object.entries({
    test: (): Answer => ({ kind: "text", text: "0" }),
    ...USER_ACTIONS,
    ...POWER_ACTIONS,
    ...HOST_QUERIES,
    ...LIST_QUERIES,
    ...MONITOR_QUERIES,
  }),
);

export const actionOf = (name: string): Action | undefined => IMPLEMENTED.get(name);

/** The vendor's other actions: known, and refused with a clear text until an issue needs them. */
const NOT_YET = new Set(
  (
    "user_delete vm_create vm_update vm_delete vm_freeip vm_setips vm_setport vm_console vm_reload vm_snapshot " +
    "vm_resetps vm_cd_manage vm_portmap vm_domain vm_addip hyperbackup hyperipblock hyperip"
  ).split(" "),
);

export const isKnownAction = (name: string): boolean => NOT_YET.has(name) || IMPLEMENTED.has(name);

const COMMANDS = new Set(Object.keys({ ...POWER_ACTIONS, user_add: 0, user_update: 0 }));

/** Commands change something; a fault that strikes before the work leaves their effect out. */
export const isCommand = (name: string): boolean => COMMANDS.has(name);
