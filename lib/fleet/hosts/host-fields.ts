import { z } from "zod";
import { LIMIT_CODES, type LimitName } from "@/lib/provider/plan";

/** Fields of the staff's forms as they come from a browser: texts, where an empty one means "as it is" or "the usual". */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .trim()
    .transform((value) => (value === "" ? undefined : value))
    .optional();

/** A whole number within its limits; empty: undefined. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^(-?\d{1,9})?$/)
    .transform((value) => (value === "" ? undefined : Number(value)))
    .refine((value) => value === undefined || (value >= min && value <= max))
    .optional();

/** A box of a form; a program sends a boolean. */
export const ticked = z
  .literal("1")
  .meta({ asBoolean: true })
  .optional()
  .transform((value) => value === "1");

const GB = 1_000_000;
const MB = 16_777_216;

/** The least and the most of those numbers that a person is told of when another was typed. */
export const LIMITS = {
  cpuCores: [1, 1024],
  memoryMb: [32, MB],
  memoryMinMb: [32, MB],
  cpuLimitPercent: [1, 100],
  cpuWeight: [1, 100],
  memoryBufferPercent: [0, 2000],
  memoryWeight: [0, 100],
  dataDiskGb: [0, GB],
  systemDiskIoMb: [0, GB],
  dataDiskIoMb: [0, GB],
  portMbit: [1, 1_000_000],
  trafficLimitGb: [0, GB],
  snapshotQuota: [-1, 10_000],
  backupQuota: [-1, 10_000],
  portQuota: [0, 10_000],
  domainQuota: [0, 10_000],
} as const satisfies Record<string, readonly [number, number]>;
const limited = (name: keyof typeof LIMITS) => {
  const [least, most] = LIMITS[name];
  return whole(least, most);
};

/** What `vm_update` takes as hardware: it changes the machine itself. */
export const machineFields = {
  cpuCores: limited("cpuCores"),
  cpuLimitPercent: limited("cpuLimitPercent"),
  cpuWeight: limited("cpuWeight"),
  memoryMb: limited("memoryMb"),
  /** Empty or as much as `memoryMb`: static memory. */
  memoryMinMb: limited("memoryMinMb"),
  memoryBufferPercent: limited("memoryBufferPercent"),
  memoryWeight: limited("memoryWeight"),
  dataDiskGb: limited("dataDiskGb"),
  systemDiskIoMb: limited("systemDiskIoMb"),
  dataDiskIoMb: limited("dataDiskIoMb"),
};

/** What stands in the master's books and takes effect without touching the machine. */
export const bookFields = {
  portMbit: limited("portMbit"),
  trafficLimitGb: limited("trafficLimitGb"),
  snapshotQuota: limited("snapshotQuota"),
  backupQuota: limited("backupQuota"),
  portQuota: limited("portQuota"),
  domainQuota: limited("domainQuota"),
  remark: optionalText(200),
};

/** RStack's own words for memory: as little as `ram_min` says, or just `ram`. */
export function memoryOf(
  memory: { memoryMb?: number; memoryMinMb?: number },
  isDynamic: boolean,
): { memoryMb?: number; memoryMinMb?: number } | null {
  const { memoryMb, memoryMinMb } = memory;
  if (memoryMb === undefined) {
    return {};
  }
  if (!isDynamic) {
    return { memoryMb, memoryMinMb: memoryMb };
  }
  return memoryMinMb !== undefined && memoryMinMb <= memoryMb ? { memoryMb, memoryMinMb } : null;
}

/** The box beside a limit that is ticked for it. */
export type CodeBox = `${LimitName}-coded`;

const box = z.literal("1").meta({ asBoolean: true }).optional();
export const bookBoxes = {
  "trafficLimitGb-coded": box,
  "snapshotQuota-coded": box,
  "backupQuota-coded": box,
};
export const machineBoxes = {
  "cpuLimitPercent-coded": box,
  "systemDiskIoMb-coded": box,
  "dataDiskIoMb-coded": box,
};

type Limits = Partial<Record<LimitName, number> & Record<CodeBox, "1">>;

/** What is sent for a limit: its code where its box is ticked, else the number that was typed. */
export const limitOf = (input: Limits, name: LimitName): number | undefined =>
  input[`${name}-coded`] ? LIMIT_CODES[name] : input[name];

/** All of a form's limits at once, each as it is sent; the boxes are gone. */
export function withLimits<Input extends Limits>(input: Input): Omit<Input, CodeBox> {
  const limits = Object.keys(LIMIT_CODES).map((name) => [name, limitOf(input, name as LimitName)]);
  const others = Object.entries(input).filter(([name]) => !name.endsWith("-coded"));
  return Object.fromEntries([...others, ...limits]) as Omit<Input, CodeBox>;
}
