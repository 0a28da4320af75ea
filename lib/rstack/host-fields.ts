/** A number of a host that RStack lets staff set. */
interface HostField {
  /** RStack's name of the column and of the parameter; absent for the system disk, which is a pair there. */
  wire?: string;
  /**
   * What a change touches: the `machine` itself, the master's `books`, a `quota` of its customer, a `record` that only a host
   * in use has, or the `disk` of the next reinstall.
   */
  of: "machine" | "books" | "quota" | "record" | "disk";
  range: readonly [least: number, most: number];
  unit?: string;
  /** The number that means no limit, or with -1 the customer group's. */
  code?: -1 | 0 | 100;
  /** What a plan's or a new host's form begins with; null: empty. Absent: no plan has it. */
  start?: number | null;
  /** RStack's own value where none is given, of what hardly anybody changes. */
  usual?: number;
}

const GB = 1_000_000;
const MB = 16_777_216;
const MANY = 10_000;

/**
 * One line a field: the calls, what is read back, and staff's forms to create, edit and plan a host are made from it.
 * In the order of the forms. Its label is `fleet-hosts.form` of the same name.
 */
export const HOST_FIELDS = {
  cpuCores: { wire: "cpu", of: "machine", range: [1, 1024], start: 2 },
  memoryMb: { wire: "ram", of: "machine", range: [32, MB], unit: "MB", start: 2048 },
  /** As much as `memoryMb`: static memory; less: dynamic. */
  memoryMinMb: { wire: "ram_min", of: "machine", range: [32, MB], unit: "MB" },
  /** The vendor advises at least 50. */
  cpuLimitPercent: { wire: "cpu_limit", of: "machine", range: [1, 100], unit: "%", code: 100, start: 100 },
  systemDiskGb: { of: "disk", range: [1, GB], unit: "GB", start: null },
  /** 0: none. It can only grow. */
  dataDiskGb: { wire: "disk", of: "machine", range: [0, GB], unit: "GB", start: 0 },
  /** The vendor calls it IOPS and gives its unit as MB. */
  systemDiskIoMb: { wire: "disk_sys_iops", of: "machine", range: [0, GB], unit: "MB/s", code: 0, start: 0 },
  dataDiskIoMb: { wire: "disk_data_iops", of: "machine", range: [0, GB], unit: "MB/s", code: 0, start: 0 },
  cpuWeight: { wire: "cpu_weight", of: "machine", range: [1, 100], usual: 10 },
  /** Of dynamic memory. */
  memoryBufferPercent: { wire: "ram_buffer", of: "machine", range: [0, 2000], unit: "%", usual: 20 },
  memoryWeight: { wire: "ram_weight", of: "machine", range: [0, 100], usual: 50 },
  portMbit: { wire: "port", of: "books", range: [1, GB], unit: "Mbit/s", start: 100 },
  /** A month. */
  trafficLimitGb: { wire: "bwlimit", of: "books", range: [0, GB], unit: "GB", code: 0, start: 0 },
  snapshotQuota: { wire: "backup_snapshot", of: "quota", range: [-1, MANY], code: -1, start: -1 },
  backupQuota: { wire: "backup_full", of: "quota", range: [-1, MANY], code: -1, start: -1 },
  portQuota: { wire: "portmap", of: "quota", range: [0, MANY], start: 5 },
  domainQuota: { wire: "binding_domain", of: "quota", range: [0, MANY], start: 5 },
  trafficUsedGb: { wire: "bwusage", of: "record", range: [0, GB], unit: "GB" },
  reinstallsUsed: { wire: "rvcount", of: "record", range: [0, 100_000] },
} as const satisfies Record<string, HostField>;

type Fields = typeof HOST_FIELDS;
export type HostFieldName = keyof Fields;
/** The fields of which a line says this, such as `{ of: "machine" }`. */
export type FieldsWith<Says> = {
  [Name in HostFieldName]: Fields[Name] extends Says ? Name : never;
}[HostFieldName];
export type LimitName = FieldsWith<{ code: number }>;
export type PlanField = FieldsWith<{ start: number | null }>;

export const hostField = (name: HostFieldName): HostField => HOST_FIELDS[name];

const named = <Says>(says: (field: HostField) => boolean) =>
  (Object.keys(HOST_FIELDS) as HostFieldName[]).filter((name) => says(hostField(name))) as FieldsWith<Says>[];
export const MACHINE_FIELDS = named<{ of: "machine" }>(({ of }) => of === "machine");
export const QUOTA_FIELDS = named<{ of: "quota" }>(({ of }) => of === "quota");
export const BOOK_FIELDS = named<{ of: "books" | "quota" }>(({ of }) => of === "books" || of === "quota");
export const RECORD_FIELDS = named<{ of: "record" }>(({ of }) => of === "record");
export const PLAN_FIELDS = named<{ start: number | null }>(({ start }) => start !== undefined);
/** Those that RStack's own value does for. */
export const RARE_FIELDS = named<{ usual: number }>(({ usual }) => usual !== undefined);
/** Those that stand in a row and in a call as one number. */
export const WIRE_FIELDS = named<{ wire: string }>(({ wire }) => wire !== undefined);
