import "server-only";
import { and, asc, count, isNotNull, isNull, max, ne } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";

/** Hosts that have an image, by the node that they stand on. */
export interface ImageUse {
  hosts: number;
  nodes: { id: string; name: string; hosts: number }[];
}

export interface DiscHost {
  vmId: string;
  name: string | null;
}

/** What images are used for, by their id; of discs null where RStack's list of hosts names none. */
interface ImageUses {
  systems: Map<string, ImageUse>;
  discs: Map<string, DiscHost[]> | null;
}

const MOST_WITH_DISC = 1_000;

/** As the panel's own list of hosts says it. Asks the master nothing. */
export async function imageUses(): Promise<ImageUses> {
  const [onNodes, withDisc, [told]] = await Promise.all([
    database()
      .select({
        image: hosts.imageId,
        node: hosts.nodeId,
        name: max(hosts.nodeName),
        hosts: count(),
      })
      .from(hosts)
      .where(and(isNull(hosts.goneAt), isNotNull(hosts.imageId)))
      .groupBy(hosts.imageId, hosts.nodeId)
      .orderBy(asc(max(hosts.nodeName)), asc(hosts.nodeId)),
    database()
      .select({ disc: hosts.mediumId, vmId: hosts.vmId, name: hosts.name })
      .from(hosts)
      .where(and(isNull(hosts.goneAt), ne(hosts.mediumId, "")))
      .orderBy(asc(hosts.name), asc(hosts.vmId))
      .limit(MOST_WITH_DISC),
    database()
      .select({ vmId: hosts.vmId })
      .from(hosts)
      .where(and(isNull(hosts.goneAt), isNotNull(hosts.mediumId)))
      .limit(1),
  ]);
  const systems = new Map<string, ImageUse>();
  for (const { image, node, name, hosts: here } of onNodes) {
    const use = systems.get(image ?? "") ?? { hosts: 0, nodes: [] };
    use.hosts += here;
    if (node !== null) {
      use.nodes.push({ id: node, name: name ?? node, hosts: here });
    }
    systems.set(image ?? "", use);
  }
  const discs = new Map<string, DiscHost[]>();
  for (const { disc, ...host } of withDisc) {
    discs.set(disc ?? "", [...(discs.get(disc ?? "") ?? []), host]);
  }
  return { systems, discs: told ? discs : null };
}
