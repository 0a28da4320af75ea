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

export const MOST_PLANS = 24;

/** A size of host that the provider sells. Numbers in the units of their names; an absent one is RStack's usual. */
export const planShape = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(40),
  values: z.partialRecord(z.enum(PLAN_FIELDS), z.int()),
});
export type HostPlan = z.output<typeof planShape>;
