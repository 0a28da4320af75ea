import "server-only";
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
  const names = new Map(
    (await fleetHosts(shown.flatMap(({ vmId }) => vmId ?? []))).map(({ vmId, name }) => [
      vmId as string,
      name,
    ]),
  );
  return {
    mappings: shown.flatMap(({ vmId, hostName, domain, publicIp, publicPort, insidePort }) => {
      const from = isPort ? [publicIp, publicPort].filter((part) => part !== null).join(":") : domain;
      return vmId && from
        ? { vmId, hostName: names.get(vmId) ?? cleanText(hostName) ?? vmId, from, insidePort }
        : [];
    }),
    failed: false,
  };
}
