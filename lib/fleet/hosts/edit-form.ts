import { z } from "zod";
import type { HostChanges } from "@/lib/rstack/provider-inputs";
import {
  bookBoxes,
  bookFields,
  limitOf,
  machineBoxes,
  machineFields,
  memoryOf,
  optionalText,
  whole,
} from "./host-fields";

/**
 * What changes without touching the machine, of several forms, each with some of it. An empty field is left as it is: RStack
 * can't be told to empty one.
 */
export const editFields = {
  ...bookFields,
  ...bookBoxes,
  trafficUsedGb: whole(0, 1_000_000),
  /** UTC, to the minute. */
  trafficResetAt: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$/)
    .optional(),
  reinstallsUsed: whole(0, 100_000),
  lastReinstallOn: z.union([z.literal(""), z.iso.date()]).optional(),
  /** For the next reinstall. */
  systemDiskWindowsGb: whole(1, 999_999),
  systemDiskLinuxGb: whole(1, 999_999),
};
type EditInput = Partial<z.output<z.ZodObject<typeof editFields>>>;

export function bookChangeOf(input: EditInput): HostChanges {
  const { portMbit, portQuota, domainQuota, remark } = input;
  const { trafficUsedGb, reinstallsUsed } = input;
  const { trafficResetAt, lastReinstallOn, systemDiskWindowsGb: windows, systemDiskLinuxGb: linux } = input;
  return {
    ...{ portMbit, portQuota, domainQuota, remark },
    trafficLimitGb: limitOf(input, "trafficLimitGb"),
    snapshotQuota: limitOf(input, "snapshotQuota"),
    backupQuota: limitOf(input, "backupQuota"),
    ...{ trafficUsedGb, reinstallsUsed },
    ...(trafficResetAt && { trafficResetAt: new Date(`${trafficResetAt}Z`) }),
    ...(lastReinstallOn && { lastReinstallOn }),
    ...(windows && linux && { systemDiskGb: { windows, linux } }),
  };
}

export const machineEditFields = { ...machineFields, ...machineBoxes, memory: z.enum(["static", "dynamic"]) };
type MachineInput = z.output<z.ZodObject<typeof machineEditFields>>;

/** Null where the least memory is more than the most. */
export function hardwareChangeOf(input: MachineInput): HostChanges | null {
  const { cpuCores, cpuWeight, memoryBufferPercent, memoryWeight, dataDiskGb } = input;
  const memory = memoryOf(input, input.memory === "dynamic");
  return (
    memory && {
      ...{ cpuCores, cpuWeight, memoryBufferPercent, memoryWeight, dataDiskGb },
      cpuLimitPercent: limitOf(input, "cpuLimitPercent"),
      systemDiskIoMb: limitOf(input, "systemDiskIoMb"),
      dataDiskIoMb: limitOf(input, "dataDiskIoMb"),
      ...memory,
    }
  );
}

export const addressFields = {
  ipv4: optionalText(15),
  ipv6: optionalText(45),
  /** One a line, or with commas. */
  moreIpv4: z.string().max(8_000),
  moreIpv6: z.string().max(8_000),
};
type AddressInput = Partial<z.output<z.ZodObject<typeof addressFields>>>;

export function addressChangeOf({ ipv4, ipv6, moreIpv4, moreIpv6 }: AddressInput): HostChanges {
  const list = (text = "") => [...new Set(text.split(/[\s,]+/).filter(Boolean))];
  const [more4, more6] = [list(moreIpv4), list(moreIpv6)];
  return {
    ...{ ipv4, ipv6 },
    ...(more4.length > 0 && { moreIpv4: more4 }),
    ...(more6.length > 0 && { moreIpv6: more6 }),
  };
}
