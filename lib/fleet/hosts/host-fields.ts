import { z } from "zod";

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

export const ticked = z
  .literal("1")
  .optional()
  .transform((value) => value === "1");

const GB = 1_000_000;
const MB = 16_777_216;

/** What `vm_update` takes as hardware: it changes the machine itself. */
export const machineFields = {
  cpuCores: whole(1, 1024),
  cpuLimitPercent: whole(1, 100),
  cpuWeight: whole(1, 100),
  memoryMb: whole(32, MB),
  /** Empty or as much as `memoryMb`: static memory. */
  memoryMinMb: whole(32, MB),
  memoryBufferPercent: whole(0, 2000),
  memoryWeight: whole(0, 100),
  dataDiskGb: whole(0, GB),
  systemDiskIoMb: whole(0, GB),
  dataDiskIoMb: whole(0, GB),
};

/** What stands in the master's books and takes effect without touching the machine. */
export const bookFields = {
  portMbit: whole(1, 1_000_000),
  trafficLimitGb: whole(0, GB),
  snapshotQuota: whole(-1, 10_000),
  backupQuota: whole(-1, 10_000),
  portQuota: whole(0, 10_000),
  domainQuota: whole(0, 10_000),
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
