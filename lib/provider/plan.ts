import { z } from "zod";

/** What a plan sets of a new host; the rest is as the form's custom fields begin. */
export const PLAN_FIELDS = [
  "cpuCores",
  "memoryMb",
  "systemDiskGb",
  "dataDiskGb",
  "portMbit",
  "trafficLimitGb",
  "cpuLimitPercent",
  "systemDiskIoMb",
  "dataDiskIoMb",
  "snapshotQuota",
  "backupQuota",
  "portQuota",
  "domainQuota",
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** Limits with a number that means something else, and that number: no limit, or the customer group's. */
export const LIMIT_CODES = {
  trafficLimitGb: 0,
  cpuLimitPercent: 100,
  systemDiskIoMb: 0,
  dataDiskIoMb: 0,
  snapshotQuota: -1,
  backupQuota: -1,
} as const satisfies Partial<Record<PlanField, number>>;
export type LimitName = keyof typeof LIMIT_CODES;

export const MOST_PLANS = 24;

/** A size of host that the provider sells. Numbers in the units of their names; an absent one is RStack's usual. */
export const planShape = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(40),
  values: z.partialRecord(z.enum(PLAN_FIELDS), z.int()),
});
export type HostPlan = z.output<typeof planShape>;
