import { domainToASCII } from "node:url";
import type { VmId } from "../ids";
import {
  column,
  isDoubled,
  readCode,
  readIp,
  readLabel,
  readPort,
  readRowId,
  type ValuesOf,
  valuesOf,
} from "./fields";
import { HOST_ID } from "./of-host";
import type { RawRow } from "./raw-row";

const MAPPING = {
  id: column(readRowId, "id", "portid", "domainid", "natid"),
  insidePort: column(
    readPort,
    "privateport",
    "private_port",
    "localport",
    "local_port",
    "insideport",
    "lanport",
  ),
  publicPort: column(
    readPort,
    "publicport",
    "public_port",
    "wanport",
    "outport",
    "externalport",
    "external_port",
  ),
  publicIp: column(readIp, "publicip", "public_ip", "wanip", "externalip", "external_ip"),
  domain: column(readLabel, "domainname", "domain_name", "domain"),
};
export const MAPPING_COLUMNS = {
  ...MAPPING,
  host: HOST_ID,
  kind: column(readCode, "nattype", "nat_type"),
};
export type Mapping = ValuesOf<typeof MAPPING> & { kind: "port" | "domain" | "unknown" };

/** A code that isn't the vendor's tells of another kind, and is left out as such. */
export const MAPPING_KEY = {
  column: MAPPING_COLUMNS.kind.names[0],
  tells: (row: RawRow) => MAPPING_COLUMNS.kind.of(row) !== null || mappingOf(row).kind !== "unknown",
};

export function mappingOf(row: RawRow): Mapping {
  const mapping = valuesOf(row, MAPPING);
  return { ...mapping, kind: kindOf(MAPPING_COLUMNS.kind.of(row), mapping) };
}

function kindOf(code: string | null, { domain, publicPort }: ValuesOf<typeof MAPPING>): Mapping["kind"] {
  if (code !== null) {
    return code === "1" ? "port" : code === "2" ? "domain" : "unknown";
  }
  return domain !== null ? "domain" : publicPort !== null ? "port" : "unknown";
}

/** Who has this very name. A row that can't say whose it is counts all the same: the name is taken. */
export function bindingsOf(rows: readonly RawRow[], domain: string): { vmId: VmId | null; domain: string }[] {
  const asked = sameNameForm(domain);
  const found: { vmId: VmId | null; domain: string }[] = [];
  for (const row of rows) {
    const bound = MAPPING.domain.of(row);
    if (bound !== null && sameNameForm(bound) === asked) {
      found.push({ vmId: isDoubled(row, HOST_ID.names) ? null : HOST_ID.of(row), domain: bound });
    }
  }
  return found;
}

/** One form for a name in capitals, in its own script, or with the root's dot. */
function sameNameForm(name: string): string {
  const plain = name.trim().replace(/\.$/, "");
  return (domainToASCII(plain) || plain).toLowerCase();
}
