import "server-only";
import { eq } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { masterProfile } from "@/lib/db/master-schema";

export type MasterProfile = typeof masterProfile.$inferSelect;
const ID = "master";

/** What the panel learnt of the master; null before its first answer. */
export async function readProfile(): Promise<MasterProfile | null> {
  const [row] = await database().select().from(masterProfile).where(eq(masterProfile.id, ID));
  return row ?? null;
}

export async function writeProfile(values: Partial<Omit<MasterProfile, "id">>): Promise<void> {
  await database()
    .insert(masterProfile)
    .values({ id: ID, ...values })
    .onConflictDoUpdate({ target: masterProfile.id, set: values });
}
