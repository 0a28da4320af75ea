import "server-only";
import { namesOf } from "../fleet/customers/customer-names";
import { fleetHosts } from "../fleet/hosts/fleet-table";
import { masterMappings } from "../fleet/operations/master-lists";
import { cleanText } from "../hosts/clean-text";
import type { FoundMappings } from "./find-view";
import { mappingIn } from "./mapping-text";

const SHOWN = 5;
const ALL = { q: "", host: null, customer: null, node: null, ip: null };

/** Which hosts a port or domain leads to, for staff. One call: RStack alone knows the mappings of the fleet. */
export async function findMappings(text: string): Promise<FoundMappings> {
  const asked = mappingIn(text);
  if (asked === null) {
    return { mappings: [], failed: false };
  }
  const isPort = asked.what === "port";
  const answer = await masterMappings(
    {
      ...ALL,
      kind: asked.what,
      port: isPort ? asked.port : null,
      domain: isPort ? null : asked.domain,
    },
    1,
  );
  if (!answer.ok) {
    return { mappings: [], failed: true };
  }
  const rows = answer.value.rows.filter(
    ({ vmId, publicIp }) =>
      vmId !== null && (!isPort || asked.publicIp === null || publicIp === asked.publicIp),
  );
  const shown = rows.slice(0, SHOWN);
  const hosts = new Map(
    (await fleetHosts(shown.flatMap(({ vmId }) => vmId ?? []))).map((host) => [host.vmId as string, host]),
  );
  const ownerOf = ({ vmId, owner }: (typeof shown)[number]) => (hosts.get(vmId ?? "") ?? { owner }).owner;
  const names = await namesOf(shown.flatMap((row) => ownerOf(row) ?? []));
  return {
    mappings: shown.flatMap((row) => {
      const { vmId, hostName, domain, publicIp, publicPort, insidePort } = row;
      const from = isPort ? [publicIp, publicPort].filter((part) => part !== null).join(":") : domain;
      const owner = ownerOf(row);
      const customer = owner ? names.get(owner) : undefined;
      return vmId && from
        ? {
            vmId,
            hostName: hosts.get(vmId)?.name ?? cleanText(hostName) ?? vmId,
            customer: customer?.name || customer?.username || owner || null,
            from,
            insidePort,
          }
        : [];
    }),
    failed: false,
  };
}
