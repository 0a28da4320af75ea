import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { database } from "../db/connection";
import { providerSettings } from "../db/staff-schema";
import { type HostPlan, MOST_PLANS, planShape } from "./plan";
import { changeSettings, storedSettings } from "./settings";

/** In the order in which they are offered: the smallest first. */
export async function knownPlans(): Promise<HostPlan[]> {
  const { plans = [] } = await storedSettings();
  const size = ({ values }: HostPlan) => [values.memoryMb ?? 0, values.cpuCores ?? 0] as const;
  return plans.toSorted((a, b) => {
    const [[memoryA, coresA], [memoryB, coresB]] = [size(a), size(b)];
    return memoryA - memoryB || coresA - coresB || a.name.localeCompare(b.name, "en");
  });
}

/** Makes a plan, or gives the one with this id other values. Names differ in more than their case. */
export async function savePlan(
  { id, ...plan }: Omit<HostPlan, "id"> & { id: string | null },
  by: string,
): Promise<"saved" | "not-found" | "name-taken" | "too-many"> {
  const plans = await readPlans();
  const others = plans.filter((one) => one.id !== id);
  if (id !== null && others.length === plans.length) {
    return "not-found";
  }
  if (others.some(({ name }) => name.toLowerCase() === plan.name.toLowerCase())) {
    return "name-taken";
  }
  if (others.length >= MOST_PLANS) {
    return "too-many";
  }
  await changeSettings({ plans: [...others, { ...plan, id: id ?? randomUUID() }] }, by);
  return "saved";
}

/** Hosts that were made of it stay as they are. */
export async function removePlan(id: string, by: string): Promise<boolean> {
  const plans = await readPlans();
  const rest = plans.filter((one) => one.id !== id);
  if (rest.length === plans.length) {
    return false;
  }
  await changeSettings({ plans: rest.length === 0 ? null : rest }, by);
  return true;
}

/** As the row is now, and not as it is remembered. */
async function readPlans(): Promise<HostPlan[]> {
  const [row] = await database().select().from(providerSettings).where(eq(providerSettings.name, "plans"));
  const read = z.array(planShape).safeParse(row?.value ?? []);
  return read.success ? read.data : [];
}
