import { nodeOf } from "../fleet/infrastructure";
import { POOLS } from "../fleet/ip-pools";
import { equals, oneOf, rowsAnswer } from "../wire/rows";
import type { ActionContext, Answer } from "./action";

/** With `ip` the pool that an address stands in, whether a host has it or it is free. How full one is stands nowhere. */
export function hyperipblock({ master, params }: ActionContext): Answer {
  const { ip = "" } = params;
  const ofAddress = ip === "" ? undefined : master.addresses.poolOfAddress(ip, (id) => master.hosts.get(id));
  const found = POOLS.filter(
    (pool) =>
      equals(params.id, pool.id) &&
      equals(params.name, pool.name) &&
      equals(params.nodeid, pool.nodeid) &&
      oneOf(params.iptype, pool.iptype) &&
      (ip === "" || pool === ofAddress),
  );
  return rowsAnswer(
    found.map(({ free: _free, ...pool }) => ({ ...pool, nodename: nodeOf(pool.nodeid)?.name ?? "" })),
  );
}
