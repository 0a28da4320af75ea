import type { Master } from "../master";
import type { Params } from "../wire/numbers";
import type { Answer } from "./action";
import { vmAddip } from "./vm-addip";
import { createdAnswer, plannedHost, vmCreate } from "./vm-create";
import { vmDelete } from "./vm-delete";
import { vmUpdate } from "./vm-update";

export const PROVISIONING_ACTIONS = {
  vm_create: vmCreate,
  vm_update: vmUpdate,
  vm_delete: vmDelete,
  vm_addip: vmAddip,
};

/** What `vm_create` says where a fault keeps it from being done. */
export const pretendedCreation = (master: Master, params: Params): Answer =>
  createdAnswer(plannedHost(master, params), params);
