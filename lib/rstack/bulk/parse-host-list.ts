import { classify, type Reply } from "../classify";
import type { HostList } from "../master-client";
import { HOST_COLUMNS, hostListOf } from "../rows/host-row";
import type { RowReading } from "../rows/raw-row";

/**
 * A whole answer to `hyper`. Pure, and takes bytes: a list of tens of megabytes is parsed in a worker thread. Rows without
 * any id are a fault: as an empty list they would take every host away.
 */
export function parseHostList(bytes: Uint8Array, ownerField: string, reading?: RowReading): Reply<HostList> {
  const reply = classify("list", bytes, reading);
  if (reply.kind !== "value") {
    return reply;
  }
  const namesHosts = reply.value.some((row) => HOST_COLUMNS.id.of(row) !== null);
  return reply.value.length > 0 && !namesHosts
    ? { kind: "protocol", cause: "column-missing", detail: `hyper: no column ${HOST_COLUMNS.id.names[0]}` }
    : { ...reply, value: hostListOf(reply.value, ownerField) };
}
