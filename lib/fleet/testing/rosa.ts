import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { type OwnedHost, openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";

/** The admin of tests. */
export const rosa: Viewer = {
  ...ann,
  accountId: "55555555-5555-4555-8555-555555555555",
  displayName: "Rosa",
  role: "admin",
  userId: null,
};

export async function hostOfRosa(id: string): Promise<OwnedHost> {
  const owned = await openHost(rosa, id);
  if (!owned) {
    throw new Error(`staff can't open ${id}`);
  }
  return owned;
}
