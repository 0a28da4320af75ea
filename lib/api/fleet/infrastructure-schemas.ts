import { z } from "zod";
import { SYSTEM_FAMILIES } from "../../hosts/host-view";
import { OTHER_KIND } from "../../operations/operation-view";
import { nextField } from "../lists";
import { number, text, time } from "../view-schemas";

// What RStack runs on, as a provider's tokens see it.

const count = z.number().int();

/** Whether RStack answers, by a call made just now, and what the panel knows of it. */
export const Connection = z.object({
  answering: z.boolean(),
  checkedAt: time,
  answerMs: number,
  causes: z.array(z.string()).meta({ description: "Why it does not answer, as far as known." }),
  downSince: time.nullable(),
  lastAnswerAt: time.nullable(),
  clockSkewMs: number.meta({ description: "The panel’s clock minus RStack’s." }),
  lastHour: z.object({ calls: count, refused: count, failed: count }),
  hosts: z.object({
    count,
    asOf: time.nullable().meta({ description: "When the list was last read in full." }),
    heldBack: z.boolean().meta({ description: "The list shrank too much; staff must accept it." }),
    noHosts: z.array(z.string()).meta({ description: "Why no customer is shown a host." }),
  }),
});

export const AreaList = z.object({
  areas: z.array(z.object({ id: z.string(), name: text })),
  next: nextField,
});
const Node = z.object({
  id: z.string(),
  name: text,
  area: text.meta({ description: "ID of its area." }),
  maintenance: z.boolean().nullable(),
  freeCpuCores: number,
  freeMemoryMb: number,
  freeDiskGb: number,
});
export const NodeList = z.object({ nodes: z.array(Node), next: nextField });
const FleetImage = z.object({ id: z.string(), name: z.string(), family: z.enum(SYSTEM_FAMILIES) });
export const FleetImageList = z.object({ images: z.array(FleetImage), next: nextField });

const freeCount = z.object({ ipv4: count, ipv6: count, privateIpv4: count });
const Capacity = z.object({
  node: z.string(),
  area: text.meta({ description: "ID of its area." }),
  maintenance: z.boolean().nullable(),
  freeCpuCores: number,
  freeMemoryMb: number,
  freeDiskGb: number,
  freeAddresses: freeCount.nullable().meta({ description: "Null while they are still being read." }),
  fits: number.meta({ description: "Hosts of `plan` that find room, as an estimate." }),
});
export const CapacityList = z.object({ capacity: z.array(Capacity), next: nextField });

const named = z.object({ id: z.string(), name: z.string() });
export const FleetMediumList = z.object({ media: z.array(named), next: nextField });

const addressKind = z.enum(["ipv4", "ipv6", "private-ipv4", "unknown"]);
const Pool = z.object({
  id: z.string(),
  name: text,
  node: text,
  kind: addressKind,
  gateway: text,
  netmask: text,
  firstAddress: text,
  lastAddress: text,
  total: number,
  used: number,
});
export const PoolList = z.object({ pools: z.array(Pool), next: nextField });

const PoolAddressRow = z.object({
  address: z.string(),
  kind: addressKind,
  free: z.boolean().nullable(),
  hostId: text,
  customer: text,
});
export const PoolAddressList = z.object({ addresses: z.array(PoolAddressRow), next: nextField });

/** In the order of the vendor's codes, from 1. */
export const TASK_TYPES = [
  "create",
  "reinstall",
  "backup",
  "restore",
  "addresses",
  "password",
  "port",
] as const;
/** The same, from 0. */
export const TASK_STATES = ["waiting", "installing", "starting", "done"] as const;
const TaskRow = z.object({
  id: text,
  hostId: z.string(),
  customer: z.string(),
  node: text,
  type: z.enum([...TASK_TYPES, OTHER_KIND]),
  state: z.enum([...TASK_STATES, OTHER_KIND]),
  startedAt: time.nullable(),
});
export const TaskList = z.object({ tasks: z.array(TaskRow), next: nextField });

const BackupRow = z.object({
  name: z.string(),
  hostId: z.string(),
  customer: z.string(),
  kind: z.enum(["snapshot", "full"]).nullable(),
  state: z.enum(["done", "in-progress"]).nullable(),
  sizeGb: number,
  createdAt: time.nullable(),
});
export const FleetBackupList = z.object({ backups: z.array(BackupRow), next: nextField });
