import { z } from "zod";
import { type HostView, SYSTEM_FAMILIES } from "../hosts/host-view";
import type { MediumView } from "../hosts/media/media-view";
import type { DomainRow, PortRow } from "../hosts/network/network-view";
import type { Quota } from "../hosts/network/quota";
import type { SnapshotQuota } from "../hosts/snapshots/snapshot-quota";
import type { BackupView, SnapshotView } from "../hosts/snapshots/snapshots-view";
import { SERIES } from "../monitor/samples";
import { BLOCK_REASONS } from "../operations/block-reasons";
import { OPERATION_KINDS, POWER_KINDS, type PowerKind } from "../operations/command-rules";
import { HOST_STATES } from "../operations/host-states";
import {
  OPERATION_OUTCOMES,
  OPERATION_STEPS,
  type OperationView,
  OTHER_KIND,
} from "../operations/operation-view";
import { nextField } from "./lists";

// What the API answers with: the same as pages and `/api/hosts` show, checked against their types.

const time = z.iso.datetime();
const text = z.string().nullable();
const number = z.number().nullable();

/** Named, so that what tells of them needn't list them again. */
export const BlockReasonWord = z.enum(BLOCK_REASONS);
export const KindWord = z.enum([...OPERATION_KINDS, OTHER_KIND]);
export const StateWord = z.enum(HOST_STATES);

const operationFields = {
  id: z.uuid(),
  kind: KindWord,
  outcome: z
    .enum(OPERATION_OUTCOMES)
    .meta({ description: "`open` and `checking` go on; all others are its end." }),
  subject: text.meta({ description: "What it is about: a snapshot, a domain, a port, an image." }),
  startedAt: time,
  acceptedAt: time.nullable(),
  endedAt: time.nullable(),
  actorName: text.meta({ description: "Null where the token's own account asked for it." }),
  byViewer: z.boolean(),
  notReacting: z
    .boolean()
    .meta({ description: "A stop or restart that the system inside has not followed for minutes." }),
  refusal: text.meta({ description: "The words of the provider's system." }),
  notSentCause: text.meta({ description: "For `not-sent`: why nothing left the panel." }),
  steps: z.array(z.object({ name: z.enum(OPERATION_STEPS), at: time })),
};
export const OperationOfHost = z.object(operationFields) satisfies z.ZodType<OperationView>;

export const Operation = z.object({ ...operationFields, hostId: z.string() });
export type ApiOperation = z.output<typeof Operation>;

const blockReason = BlockReasonWord.nullable();

const hostFields = {
  id: z.string(),
  name: z.string(),
  masterName: text.meta({ description: "The provider's name for it." }),
  note: text,
  tags: z.array(z.string()),
  state: StateWord,
  stateSince: time.nullable(),
  stateAsOf: time.nullable(),
  system: z.object({ family: z.enum(SYSTEM_FAMILIES), name: text }),
  region: text,
  maintenance: z.boolean(),
  protected: z.boolean().meta({
    description:
      "Its owner turned protection on: reinstall, restore, force and deleting snapshots are refused.",
  }),
  addresses: z.object({
    main: text,
    untoldInside: z.boolean(),
    told: z.boolean(),
    more: z.array(z.string()),
    shared: z.object({ publicAddress: z.string(), publicPort: number }).nullable(),
    remotePort: number,
  }),
  traffic: z.object({ usedGb: number, limitGb: number, unlimited: z.boolean(), resetAt: time.nullable() }),
  cpuCores: number,
  memoryMb: number,
  possible: z
    .object(
      Object.fromEntries(POWER_KINDS.map((kind) => [kind, blockReason])) as Record<
        PowerKind,
        typeof blockReason
      >,
    )
    .meta({ description: "For each power command: null where it can be asked for, else why not." }),
  operation: OperationOfHost.nullable().meta({ description: "The newest; null where there never was one." }),
};
export const Host = z.object(hostFields) satisfies z.ZodType<HostView>;

export const FleetHost = z.object({ ...hostFields, customer: z.string() });

export const HostList = z.object({
  hosts: z.array(Host),
  asOf: time.nullable().meta({ description: "When the list was last in step with the provider's system." }),
  masterDownSince: time
    .nullable()
    .meta({ description: "Since when the provider's system gives no answer; null while it does." }),
  next: nextField,
});
export const FleetHostList = z.object({ hosts: z.array(FleetHost), next: nextField });
const FleetCustomer = z.object({
  customer: z.string().meta({ description: "The customer number." }),
  name: text,
  email: text,
  hosts: z.number().int().meta({ description: "How many hosts they have." }),
});
export const FleetCustomerList = z.object({ customers: z.array(FleetCustomer), next: nextField });
export const OperationList = z.object({ operations: z.array(Operation), next: nextField });

const made = z.enum(["ready", "making"]);
const Snapshot = z.object({
  name: z.string().meta({ description: "What restoring and deleting take as `snapshot`." }),
  shown: z.string(),
  note: text,
  createdAt: time.nullable(),
  state: made,
}) satisfies z.ZodType<SnapshotView>;
const Backup = z.object({
  shown: z.string(),
  createdAt: time.nullable(),
  state: made,
  sizeGb: number,
}) satisfies z.ZodType<BackupView>;
const someQuota = z.union([
  z.object({ size: z.literal("none") }),
  z.object({ size: z.literal("some"), limit: z.number() }),
  z.object({ size: z.literal("unknown") }),
]) satisfies z.ZodType<SnapshotQuota>;
export const SnapshotList = z.object({
  snapshots: z.array(Snapshot),
  quota: someQuota,
  backups: z
    .array(Backup)
    .nullable()
    .meta({ description: "Made by the provider; null where they can't be listed now." }),
  next: nextField,
});

const quota = z.union([
  z.object({ size: z.literal("none") }),
  z.object({ size: z.literal("known"), limit: z.number() }),
  z.object({ size: z.literal("unknown") }),
]) satisfies z.ZodType<Quota>;
const reach = z
  .enum(["shared", "own", "unknown"])
  .meta({ description: "Ports and domains belong to hosts behind a shared address." });
const Port = z.object({
  id: text.meta({ description: "What removing takes as `mappingId`." }),
  publicAddress: text,
  publicPort: number,
  insidePort: number,
}) satisfies z.ZodType<PortRow>;
export const PortsOfHost = z.object({ ports: z.array(Port), quota, reach, next: nextField });
const Domain = z.object({
  id: text.meta({ description: "What unbinding takes as `mappingId`." }),
  domain: z.string(),
  written: text,
  insidePort: number,
  record: z.object({ type: z.enum(["A", "AAAA"]), name: z.string(), value: z.string() }).nullable(),
}) satisfies z.ZodType<DomainRow>;
export const DomainsOfHost = z.object({ domains: z.array(Domain), quota, reach, next: nextField });

const Medium = z.object({ id: z.string(), name: text }) satisfies z.ZodType<MediumView>;
export const MediaOfHost = z.object({
  media: z.array(Medium),
  drive: z
    .union([z.object({ id: z.string() }), z.literal("nothing"), z.null()])
    .meta({ description: "What is in the drive; null where it isn't known." }),
  next: nextField,
});

const SystemImage = z.object({
  id: z.string().meta({ description: "What reinstalling takes as `image`." }),
  name: z.string(),
  family: z.enum(SYSTEM_FAMILIES),
});
export const ImagesForHost = z.object({ images: z.array(SystemImage), next: nextField });

const values = z.array(number);
const span = z.tuple([z.number(), z.number()]);
const Series = z.object({
  low: values.meta({ description: "The smallest at each time; the value itself where `high` is null." }),
  high: values.nullable(),
  mean: values.nullable(),
  average: number,
  p95: number,
});
export const Monitor = z.object({
  from: z.number().meta({ description: "All times of this answer are Unix seconds." }),
  to: z.number(),
  times: z.array(z.number()),
  series: z.object(
    Object.fromEntries(SERIES.map((name) => [name, Series])) as Record<
      (typeof SERIES)[number],
      typeof Series
    >,
  ),
  memoryTotal: number.meta({ description: "MB." }),
  gaps: z.array(span).meta({ description: "No samples, and none will come." }),
  unknown: z.array(span).meta({ description: "Not read yet." }),
  pending: z.number().meta({ description: "Days that are being read: ask again in a moment." }),
  refused: z.number(),
  readAt: number,
  samples: z.number(),
});

export const ProblemDocument = z.object({
  type: z.url(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  reason: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), code: z.string() })).optional(),
  operation: Operation.optional(),
  requestId: z.string().optional(),
});
