import type { Master } from "../master";
import { addressesOf } from "./address-book";
import type { SimHost } from "./host";
import { giveTo, needsOf } from "./node-resources";

/** The host is gone and what belonged to it; its addresses and its share of the node are free again. */
export function dropHost(master: Master, host: SimHost): void {
  master.cancel(host);
  const isOthers = (row: { vmid: string }) => row.vmid !== host.id;
  master.rules = master.rules.filter(isOthers);
  master.backups = master.backups.filter(isOthers);
  master.tasks = master.tasks.filter(isOthers);
  master.consoles.delete(host.id);
  master.deleteHost(host);
  master.rows.drop(host.id);
  master.addresses.giveBack(host, addressesOf(host));
  giveTo(master, host.nodeid, needsOf(host));
}
