import { z } from "zod";
import { type HostPlan, PLAN_FIELDS } from "@/lib/provider/plan";
import { bookBoxes, bookFields, machineBoxes, machineFields, whole, withLimits } from "./host-fields";

/** The fields of the form that makes or changes a plan. */
export const planFields = {
  /** Empty: a new one. */
  plan: z.union([z.literal(""), z.uuid()]),
  planName: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .refine((name) => !/\p{C}/u.test(name)),
  cpuCores: machineFields.cpuCores,
  memoryMb: machineFields.memoryMb,
  systemDiskGb: whole(1, 1_000_000),
  dataDiskGb: machineFields.dataDiskGb,
  portMbit: bookFields.portMbit,
  trafficLimitGb: bookFields.trafficLimitGb,
  cpuLimitPercent: machineFields.cpuLimitPercent,
  systemDiskIoMb: machineFields.systemDiskIoMb,
  dataDiskIoMb: machineFields.dataDiskIoMb,
  snapshotQuota: bookFields.snapshotQuota,
  backupQuota: bookFields.backupQuota,
  portQuota: bookFields.portQuota,
  domainQuota: bookFields.domainQuota,
  ...bookBoxes,
  ...machineBoxes,
};
type PlanInput = z.output<z.ZodObject<typeof planFields>>;

/** What RStack can't make a host without. */
const NEEDED = ["cpuCores", "memoryMb", "portMbit"] as const;

/** The plan that the form describes, or the fields that are missing. */
export function planOf(
  input: PlanInput,
): { ok: true; plan: Omit<HostPlan, "id"> & { id: string | null } } | { ok: false; fields: string[] } {
  const missing = NEEDED.filter((name) => input[name] === undefined);
  if (missing.length > 0) {
    return { ok: false, fields: missing };
  }
  const typed = withLimits(input);
  const values = Object.fromEntries(
    PLAN_FIELDS.flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name]]])),
  );
  return { ok: true, plan: { id: input.plan || null, name: input.planName, values } };
}
