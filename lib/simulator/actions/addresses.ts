import { contains, equals, oneOf, rowsAnswer } from "../wire/rows";
import type { ActionContext, Answer } from "./action";
import { type AddressRow, addressRowsOf, freeRows } from "./address-rows";
import { vmFreeip } from "./free-addresses";
import { hyperipblock } from "./pool-queries";

export const ADDRESS_QUERIES = { hyperip, hyperipblock, vm_freeip: vmFreeip };

/** The addresses that hosts have, and the free ones of each pool. */
function hyperip({ master, params }: ActionContext): Answer {
  const only = params.vmid ? params.vmid.split("|") : null;
  const found: AddressRow[] = [];
  const add = (row: AddressRow) => {
    const matches =
      equals(params.ipblockid, row.ipblockid) &&
      equals(params.ip, row.ip) &&
      oneOf(params.iptype, row.iptype) &&
      contains(params.remark, row.remark);
    if (matches) found.push(row);
  };
  if (!only || only.includes("0")) for (const row of freeRows(master)) add(row);
  for (const host of only ? only.flatMap((id) => master.hosts.get(id) ?? []) : master.hosts.values()) {
    for (const row of addressRowsOf(host)) add(row);
  }
  return rowsAnswer(found);
}
