import { z } from "zod";
import { GUEST_ROLES } from "../accounts/rights";
import { type HostView, SYSTEM_FAMILIES } from "../hosts/host-view";
import type { MediumView } from "../hosts/media/media-view";
import type { AddressView, DomainRow, PortRow } from "../hosts/network/network-view";
import type { Quota } from "../hosts/network/quota";
import type { SnapshotQuota } from "../hosts/snapshots/snapshot-quota";
import type { BackupView, SnapshotView } from "../hosts/snapshots/snapshots-view";
import type { RestoreUndo } from "../hosts/undo/restore-undo";
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
import { PROBLEMS, type ProblemCode } from "./problem-codes";

// What the API answers with: the same as pages and `/api/hosts` show, checked against their types.

export const time = z.iso.datetime();
export const text = z.string().nullable();
export const number = z.number().nullable();

/** Named, so that what tells of them needn't list them again. */
export const BlockReasonWord = z.enum(BLOCK_REASONS);
export const KindWord = z.enum([...OPERATION_KINDS, OTHER_KIND]);
export const StateWord = z.enum(HOST_STATES);
export const ProblemCodeWord = z.enum(Object.keys(PROBLEMS) as ProblemCode[]);

/** Of every operation, whoever sees it. */
export const operationFields = {
  id: z.uuid(),
  kind: KindWord,
  outcome: z
    .enum(OPERATION_OUTCOMES)
    .meta({ description: "`open` and `checking` are in progress; all others are final." }),
  subject: text.meta({ description: "The snapshot, domain, port or image concerned." }),
  subjectAt: time
    .nullable()
    .meta({ description: "When the snapshot concerned was made, where that is known." }),
  startedAt: time,
  acceptedAt: time.nullable(),
  endedAt: time.nullable(),
  actorName: text.meta({ description: "Who started it; null for this token's own account." }),
  byViewer: z.boolean(),
  notReacting: z
    .boolean()
    .meta({ description: "The guest system has not reacted to a stop or restart for minutes." }),
  refusal: text.meta({ description: "Message from the platform." }),
  notSentCause: text.meta({ description: "For `not-sent`: why nothing was sent." }),
  waiting: z.boolean().optional().meta({ description: "True while it waits for the host to be free." }),
  steps: z.array(z.object({ name: z.enum(OPERATION_STEPS), at: time })),
};
export const OperationOfHost = z.object(operationFields) satisfies z.ZodType<OperationView>;

export const Operation = z.object({ ...operationFields, hostId: z.string() });
export type ApiOperation = z.output<typeof Operation>;

/** What a host already is: by the operation that made it so, or without one where RStack or another tool did. */
export const AlreadyDone = z.object({
  ...operationFields,
  id: z.uuid().nullable().meta({ description: "Null if no operation of this API did it." }),
  startedAt: time.nullable(),
  hostId: z.string(),
});

const blockReason = BlockReasonWord.nullable();

export const hostFields = {
  id: z.string(),
  name: z.string(),
  masterName: text.meta({ description: "The provider’s name for the host." }),
  note: text,
  tags: z.array(z.string()),
  state: StateWord,
  stateSince: time.nullable(),
  stateAsOf: time.nullable(),
  system: z.object({ family: z.enum(SYSTEM_FAMILIES), name: text }),
  region: text,
  maintenance: z.boolean(),
  protected: z.boolean().meta({
    description: "Protection is on: reinstall, restore, force actions and deleting snapshots are refused.",
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
  cpuLimit: z
    .object({ percent: z.int(), reason: z.string(), until: time })
    .optional()
    .meta({ description: "The provider limits the host’s CPU until then; it ends by itself." }),
  paidUntil: time.optional().meta({ description: "Midnight in UTC is a day without a time." }),
  priceText: z.string().optional(),
  renewUrl: z.url().optional(),
  upgradeUrl: z.url().optional(),
  sharedBy: z.string().optional().meta({ description: "The owner’s name, if another customer shares it." }),
  guest: z.object({ role: z.enum(GUEST_ROLES), mayReinstall: z.boolean() }).optional(),
  possible: z
    .object(
      Object.fromEntries(POWER_KINDS.map((kind) => [kind, blockReason])) as Record<
        PowerKind,
        typeof blockReason
      >,
    )
    .meta({ description: "For each power operation: null if it is possible now, else why not." }),
  operation: OperationOfHost.nullable().meta({
    description: "The newest operation; null if there was none.",
  }),
};
export const Host = z.object(hostFields) satisfies z.ZodType<HostView>;

export const HostList = z.object({
  hosts: z.array(Host),
  asOf: time.nullable().meta({ description: "When the list was last synchronised with the platform." }),
  masterDownSince: time.nullable().meta({ description: "Since when the platform hasn’t responded." }),
  next: nextField,
});
export const OperationList = z.object({ operations: z.array(Operation), next: nextField });

export const TokenDocument = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  hosts: z
    .array(z.string())
    .nullable()
    .meta({ description: "IDs of the hosts it is limited to; null for all." }),
  addressRanges: z.array(z.string()),
  createdAt: time,
  expiresAt: time.nullable(),
});

const Address = z.object({
  address: z.string(),
  kind: z.enum(["shared", "inside", "ipv4", "ipv6"]),
  gateway: text,
  netmask: text,
}) satisfies z.ZodType<AddressView>;
export const AddressesOfHost = z.object({
  addresses: z.array(Address),
  mac: text.meta({ description: "Of the network card." }),
  next: nextField,
});

const made = z.enum(["ready", "making"]);
const Snapshot = z.object({
  name: z.string().meta({ description: "Pass it as `snapshot` to restore or delete." }),
  shown: z.string(),
  note: text,
  createdAt: time.nullable(),
  state: made,
  safety: z
    .object({ until: time.nullable() })
    .optional()
    .meta({ description: "Made before a restore, and deleted at `until`; null while that isn’t known." }),
}) satisfies z.ZodType<SnapshotView>;
const Backup = z.object({
  shown: z.string(),
  createdAt: time.nullable(),
  state: made,
  sizeGb: number,
}) satisfies z.ZodType<BackupView>;
export const NoQuota = z.object({ size: z.literal("none") });
export const UnknownQuota = z.object({ size: z.literal("unknown") });
export const SomeSnapshots = z.object({ size: z.literal("some"), limit: z.number() });
export const SnapshotsAllowed = z.discriminatedUnion("size", [
  NoQuota,
  SomeSnapshots,
  UnknownQuota,
]) satisfies z.ZodType<SnapshotQuota>;
export const RestoreGoing = z.object({ state: z.literal("going"), snapshot: z.string() });
export const RestoreStopped = z.object({ state: z.literal("stopped"), reason: z.string() });
export const RestoreKept = z.object({ state: z.literal("kept"), safety: z.string(), until: time });
export const RestoreWithSafety = z.discriminatedUnion("state", [
  RestoreGoing,
  RestoreStopped,
  RestoreKept,
]) satisfies z.ZodType<RestoreUndo>;
export const SnapshotList = z.object({
  restore: RestoreWithSafety.nullable().meta({
    description:
      "The last restore with `safety`: `kept` until the snapshot `safety` is deleted (restore it to undo), `stopped` where nothing was restored.",
  }),
  snapshots: z.array(Snapshot),
  quota: SnapshotsAllowed,
  backups: z
    .array(Backup)
    .nullable()
    .meta({ description: "Full backups made by the provider; null if they can’t be listed now." }),
  next: nextField,
});

export const KnownQuota = z.object({ size: z.literal("known"), limit: z.number() });
export const MappingsAllowed = z.discriminatedUnion("size", [
  NoQuota,
  KnownQuota,
  UnknownQuota,
]) satisfies z.ZodType<Quota>;
const reach = z
  .enum(["shared", "own", "unknown"])
  .meta({ description: "Only hosts behind a `shared` address have ports and domains." });
const Port = z.object({
  id: text.meta({ description: "Pass it as `mappingId` to remove the port." }),
  publicAddress: text,
  publicPort: number,
  insidePort: number,
}) satisfies z.ZodType<PortRow>;
export const PortsOfHost = z.object({ ports: z.array(Port), quota: MappingsAllowed, reach, next: nextField });
const Domain = z.object({
  id: text.meta({ description: "Pass it as `mappingId` to unbind the domain." }),
  domain: z.string(),
  written: text,
  insidePort: number,
  record: z.object({ type: z.enum(["A", "AAAA"]), name: z.string(), value: z.string() }).nullable(),
}) satisfies z.ZodType<DomainRow>;
export const DomainsOfHost = z.object({
  domains: z.array(Domain),
  quota: MappingsAllowed,
  reach,
  next: nextField,
});

const Medium = z.object({ id: z.string(), name: text }) satisfies z.ZodType<MediumView>;
export const MediaOfHost = z.object({
  media: z.array(Medium),
  drive: z
    .union([z.object({ id: z.string() }), z.literal("nothing"), z.null()])
    .meta({ description: "The mounted image; null if unknown." }),
  next: nextField,
});

const SystemImage = z.object({
  id: z.string().meta({ description: "Pass it as `image` to reinstall." }),
  name: z.string(),
  family: z.enum(SYSTEM_FAMILIES),
});
export const ImagesForHost = z.object({ images: z.array(SystemImage), next: nextField });

const values = z.array(number);
// Many tools don't know the tuples of JSON Schema.
const span = z.array(z.number()).length(2).meta({ description: "Begin and end." });
const Series = z.object({
  low: values.meta({ description: "Minimum at each time; the value itself if `high` is null." }),
  high: values.nullable(),
  mean: values.nullable(),
  average: number,
  p95: number,
});
export const Monitor = z.object({
  from: z.number().meta({ description: "All times here are Unix time in seconds." }),
  to: z.number(),
  times: z.array(z.number()),
  series: z.object(
    Object.fromEntries(SERIES.map((name) => [name, Series])) as Record<
      (typeof SERIES)[number],
      typeof Series
    >,
  ),
  memoryTotal: number.meta({ description: "In MB." }),
  gaps: z.array(span).meta({ description: "Ranges without samples." }),
  unknown: z.array(span).meta({ description: "Ranges not read yet." }),
  pending: z.number().meta({ description: "Days still being read; repeat the request in a moment." }),
  refused: z.number(),
  readAt: number,
  samples: z.number(),
});
