import { classify, type Reply } from "../classify";
import type { HostList } from "../master-client";
import { hostListOf } from "../rows/host-row";
import type { RowReading } from "../rows/raw-row";

/** A whole answer to `hyper`. Pure, and takes bytes: a list of tens of megabytes is parsed in a worker thread. */
export function parseHostList(bytes: Uint8Array, ownerField: string, reading?: RowReading): Reply<HostList> {
  const reply = classify("list", bytes, reading);
  return reply.kind === "value" ? { ...reply, value: hostListOf(reply.value, ownerField) } : reply;
}
