import { beforeEach, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { newViewer, viewerIn } from "@/lib/accounts/testing/new-account";
import { database } from "@/lib/db/connection";
import { consoles } from "@/lib/db/host-schema";
import { operations } from "@/lib/db/schema";
import { rateLimits } from "@/lib/db/sign-in-schema";
import { hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { openConsole } from "./open-console";

/** A host of Ann's that runs. */
export const ID = "101";

export const signedIn = (role: "customer" | "admin" = "customer") => newViewer(role);
export const provenAs = viewerIn;

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
