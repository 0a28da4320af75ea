import "server-only";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { database, type Transaction } from "../db/connection";
import { ADVISORY_LOCKS } from "../db/locks";
import { providerSettings } from "../db/staff-schema";
import { type HostPlan, MOST_PLANS, planShape } from "./plan";
import { storedSettings, tellProviderChanged, writeSettings } from "./settings";

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
export const savePlan = (
  { id, ...plan }: Omit<HostPlan, "id"> & { id: string | null },
  by: string,
): Promise<"saved" | "not-found" | "name-taken" | "too-many"> =>
  changePlans(by, (plans) => {
    const others = plans.filter((one) => one.id !== id);
    if (id !== null && others.length === plans.length) {
      return { came: "not-found" };
    }
    if (others.some(({ name }) => name.toLowerCase() === plan.name.toLowerCase())) {
      return { came: "name-taken" };
    }
    if (others.length >= MOST_PLANS) {
      return { came: "too-many" };
    }
    return { came: "saved", plans: [...others, { ...plan, id: id ?? randomUUID() }] };
  });

/** Hosts that were made of it stay as they are. */
export const removePlan = (id: string, by: string): Promise<boolean> =>
  changePlans<boolean>(by, (plans) => {
    const rest = plans.filter((one) => one.id !== id);
    return rest.length === plans.length ? { came: false } : { came: true, plans: rest };
  });

/**
 * One row holds all plans: who changes them at the same moment waits here, and then reads what the other has written.
 * Without `plans` nothing is written.
 */
async function changePlans<Came>(
  by: string,
  change: (plans: HostPlan[]) => { came: Came; plans?: HostPlan[] },
): Promise<Came> {
  const { came, plans } = await database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.plans})`);
    const changed = change(await readPlans(tx));
    if (changed.plans) {
      await writeSettings(tx, { plans: changed.plans.length === 0 ? null : changed.plans }, by);
    }
    return changed;
  });
  if (plans) {
    await tellProviderChanged();
  }
  return came;
}

/** As the row is now, and not as it is remembered. */
async function readPlans(tx: Transaction): Promise<HostPlan[]> {
  const [row] = await tx.select().from(providerSettings).where(eq(providerSettings.name, "plans"));
  const read = z.array(planShape).safeParse(row?.value ?? []);
  return read.success ? read.data : [];
}
