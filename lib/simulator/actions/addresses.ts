import { listOf } from "../fleet/address-book";
import type { SimHost } from "../fleet/host";
import { nodeOf } from "../fleet/infrastructure";
import { POOLS, poolOf } from "../fleet/ip-pools";
import type { Master } from "../master";
import { flag, wholeNumber } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";
import { contains, equals, oneOf, rowsAnswer } from "../wire/rows";
import type { ActionContext, Answer } from "./action";
import { shuffled } from "./address-choice";

interface AddressRow extends Record<string, string> {
  id: string;
  ipblockid: string;
  nodeid: string;
  /** 0: free. */
  vmid: string;
  ip: string;
  iptype: string;
  remark: string;
}

const PLACES_OF_A_POOL = 1_000;
const FIRST_OF_A_HOST = 100_000;
const PLACES_OF_A_HOST = 50;

const freeRows = (master: Master): AddressRow[] =>
  POOLS.flatMap((pool, n) =>
    master.addresses.freeOf(pool).map(({ ip, place }) => ({
      id: String(n * PLACES_OF_A_POOL + place + 1),
      ipblockid: pool.id,
      nodeid: pool.nodeid,
      vmid: "0",
      ip,
      iptype: pool.iptype,
      remark: "",
    })),
  );

function addressRowsOf(host: SimHost): AddressRow[] {
  const listed = (text: string, iptype: string) => listOf(text).map((ip) => ({ ip, iptype }));
  const addresses = [
    ...listed(host.ip, host.iptype),
    ...listed(host.additionalsIp, host.iptype),
    ...listed(host.ipv6, "1"),
    ...listed(host.additionalsIpv6, "1"),
  ];
  return addresses.map(({ ip, iptype }, place) => ({
    id: String(FIRST_OF_A_HOST + Number(host.id) * PLACES_OF_A_HOST + place),
    ipblockid: poolOf(host.nodeid, iptype)?.id ?? "0",
    nodeid: host.nodeid,
    vmid: host.id,
    ip,
    iptype,
    remark: "",
  }));
}

export const ADDRESS_QUERIES = { hyperip, hyperipblock, vm_freeip: vmFreeip };

/** The addresses that hosts have, and the free ones of each pool. */
function hyperip({ master, params }: ActionContext): Answer {
  const only = params.vmid && master.settings.dialect.filter === "honoured" ? params.vmid.split("|") : null;
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

/** The free ones of a node; with vmid those of its host's node and that host's own ("空闲ip+vm正在用的ip"). */
function vmFreeip({ master, params }: ActionContext): Answer {
  const { vmid = "", nodeid = "" } = params;
  const needsNode = vmid === "" || master.settings.dialect.freeip === "both";
  if (needsNode && nodeid === "") throw new SimRefusal("parameter", "nodeid");
  const host = vmid === "" ? null : master.host(vmid);
  const onNode = host?.nodeid ?? nodeid;
  if (!master.nodes.some((node) => node.id === onNode)) throw new SimRefusal("noNode");
  const isRandom = flag(params, "iprandom");
  const limit = wholeNumber(params, "limits", { min: 1, fallback: Number.MAX_SAFE_INTEGER });
  const rows = [
    ...freeRows(master).filter((row) => row.nodeid === onNode),
    ...(host ? addressRowsOf(host) : []),
  ].filter((row) => oneOf(params.iptype, row.iptype));
  return rowsAnswer((isRandom ? shuffled(master, rows) : rows).slice(0, limit));
}

/** With `ip` the pool that an address stands in, whether a host has it or it is free. How full one is stands nowhere. */
function hyperipblock({ master, params }: ActionContext): Answer {
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
