import { domainToASCII } from "node:url";
import { parseVmId, type VmId } from "../ids";
import type { Mapping } from "../master-client";
import {
  type ColumnTable,
  isDoubled,
  read,
  readCode,
  readIp,
  readLabel,
  readPort,
  readRowId,
} from "./fields";
import { HOST_ID_COLUMNS } from "./of-host";
import type { RawRow } from "./raw-row";

export const MAPPING_COLUMNS = {
  id: ["id", "portid", "domainid", "natid"],
  host: HOST_ID_COLUMNS,
  kind: ["nattype", "nat_type"],
  insidePort: ["privateport", "private_port", "localport", "local_port", "insideport", "lanport"],
  publicPort: ["publicport", "public_port", "wanport", "outport", "externalport", "external_port"],
  publicIp: ["publicip", "public_ip", "wanip", "externalip", "external_ip"],
  domain: ["domainname", "domain_name", "domain"],
} as const satisfies ColumnTable;

/** A code that isn't the vendor's tells of another kind, and is left out as such. */
export const MAPPING_KEY = {
  column: MAPPING_COLUMNS.kind[0],
  tells: (row: RawRow) => readCode(row, MAPPING_COLUMNS.kind) !== null || mappingKind(row) !== "unknown",
};

export const mappingOf = (row: RawRow): Mapping => ({
  id: readRowId(row, MAPPING_COLUMNS.id),
  kind: mappingKind(row),
  insidePort: readPort(row, MAPPING_COLUMNS.insidePort),
  publicPort: readPort(row, MAPPING_COLUMNS.publicPort),
  publicIp: readIp(row, MAPPING_COLUMNS.publicIp),
  domain: readLabel(row, MAPPING_COLUMNS.domain),
});

function mappingKind(row: RawRow): Mapping["kind"] {
  const code = readCode(row, MAPPING_COLUMNS.kind);
  if (code !== null) {
    return code === "1" ? "port" : code === "2" ? "domain" : "unknown";
  }
  if (readLabel(row, MAPPING_COLUMNS.domain) !== null) {
    return "domain";
  }
  return readPort(row, MAPPING_COLUMNS.publicPort) === null ? "unknown" : "port";
}

/** Who has this very name. A row that can't say whose it is counts all the same: the name is taken. */
export function bindingsOf(rows: readonly RawRow[], domain: string): { vmId: VmId | null; domain: string }[] {
  const asked = sameNameForm(domain);
  const found: { vmId: VmId | null; domain: string }[] = [];
  for (const row of rows) {
    const bound = readLabel(row, MAPPING_COLUMNS.domain);
    if (bound !== null && sameNameForm(bound) === asked) {
      const isSure = !isDoubled(row, MAPPING_COLUMNS.host);
      found.push({ vmId: isSure ? parseVmId(read(row, MAPPING_COLUMNS.host)) : null, domain: bound });
    }
  }
  return found;
}

/** One form for a name in capitals, in its own script, or with the root's dot. */
function sameNameForm(name: string): string {
  const plain = name.trim().replace(/\.$/, "");
  return (domainToASCII(plain) || plain).toLowerCase();
}
