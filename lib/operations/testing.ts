import { database } from "../db/connection";
import { tenancies } from "../db/schema";
import { parseVmId, type VmId } from "../rstack/ids";
import type { OperationKind } from "./command-rules";
import type { Intent } from "./operation-row";

export function vm(text: string): VmId {
  const id = parseVmId(text);
  if (!id) {
    throw new Error(`${text} is no host id`);
  }
  return id;
}

export async function newTenancy(vmId: string, owner = "customer"): Promise<string> {
  const [row] = await database().insert(tenancies).values({ vmId, owner }).returning();
  if (!row) {
    throw new Error("no tenancy was made");
  }
  return row.id;
}

const ACTOR = {
  accountId: "11111111-1111-4111-8111-111111111111",
  sessionId: "22222222-2222-4222-8222-222222222222",
  name: "Ann",
  role: "customer",
};

export const intent = (tenancyId: string, vmId: VmId, kind: OperationKind, key: string): Intent => ({
  tenancyId,
  vmId,
  kind,
  key,
  actor: ACTOR,
  language: "en",
});
