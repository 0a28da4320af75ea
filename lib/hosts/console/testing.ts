import { beforeEach, vi } from "vitest";
import { createSession, proveSession } from "@/lib/accounts/sessions/sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { consoles } from "@/lib/db/host-schema";
import { accounts, operations } from "@/lib/db/schema";
import { rateLimits } from "@/lib/db/sign-in-schema";
import { hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { openConsole } from "./open-console";

/** A host of Ann's that runs. */
export const ID = "101";

export async function signedIn(role: "customer" | "admin" = "customer"): Promise<Viewer> {
  const name = crypto.randomUUID();
  const [account] = await database()
    .insert(accounts)
    .values({
      username: name,
      usernameKey: name,
      role,
      userId: role === "customer" ? "10001" : null,
      rstackStatus: role === "customer" ? "active" : "unconfirmed",
    })
    .returning();
  const { sessionId } = await createSession(
    { id: account?.id ?? "", role },
    { userAgent: null, address: null },
  );
  return provenAs(sessionId);
}

export async function provenAs(sessionId: string): Promise<Viewer> {
  const viewer = await proveSession(sessionId);
  if (!viewer) throw new Error("the session is not live");
  return viewer;
}

export const open = async (viewer: Viewer, key: string = crypto.randomUUID(), id = ID) =>
  openConsole.run(await hostOfAnn(id), {}, key, viewer);

/** All that are noted, the ended too. */
export const rows = () => database().select().from(consoles);

interface Fault {
  kind: "reset" | "refuse" | "effect-but-refused";
  when?: "before" | "after";
}

/** Consoles on a simulated master with one node that the provider allows; each test begins with none. */
export function useConsoles() {
  vi.stubEnv("CONSOLE_HOSTS", "198.51.100.2:8001");
  const { simulator } = useSimulatedHosts();
  beforeEach(async () => {
    await database().delete(consoles);
    await database().delete(operations);
    await database().delete(rateLimits);
  });
  return {
    simulator,
    did: async () => (await simulator().control.journal()).effects.map(({ kind }) => kind),
    calls: async (subvaction: string) =>
      (await simulator().control.journal()).calls.filter(({ params }) => params.subvaction === subvaction)
        .length,
    strike: (subvaction: string, fault: Fault) =>
      simulator().control.addFault({
        ...fault,
        match: { action: "vm_console", params: { subvaction } },
        text: "no console today 7",
      }),
  };
}
