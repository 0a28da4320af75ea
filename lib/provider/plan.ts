import { z } from "zod";
import { PLAN_FIELDS } from "../rstack/host-fields";

export const MOST_PLANS = 24;

/** A size of host that the provider sells. Numbers in the units of their names; an absent one is RStack's usual. */
export const planShape = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(40),
  values: z.partialRecord(z.enum(PLAN_FIELDS), z.int()),
});
export type HostPlan = z.output<typeof planShape>;
