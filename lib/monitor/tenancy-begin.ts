import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { readProfile } from "@/lib/hosts/mirror/profile";

/** A sample tells of the minute before it. */
const MINUTE = 60;

/**
 * From when on (Unix seconds, the master's clock) samples may be kept for a tenancy: where somebody had the host, or
 * another host had its id, before it, none of theirs. Null where the tenancy is over: then nothing is read for it.
 */
export async function tenancyBegin(tenancyId: string): Promise<{ vmId: string; notBefore: number } | null> {
  const [tenancy] = await database().select().from(tenancies).where(eq(tenancies.id, tenancyId));
  if (!tenancy || tenancy.until !== null) {
    return null;
  }
  const [earlier] = await database()
    .select({ id: tenancies.id })
    .from(tenancies)
    .where(and(eq(tenancies.vmId, tenancy.vmId), ne(tenancies.id, tenancy.id)))
    .limit(1);
  if (!earlier) {
    return { vmId: tenancy.vmId, notBefore: 0 };
  }
  const masterAheadMs = Math.max(0, -((await readProfile())?.clockSkewMs ?? 0));
  return {
    vmId: tenancy.vmId,
    notBefore: Math.ceil((tenancy.since.getTime() + masterAheadMs) / 1000) + MINUTE,
  };
}
