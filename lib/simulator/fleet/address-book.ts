import type { SimHost } from "./host";
import { POOLS, type Pool, poolOf } from "./ip-pools";

/** Which addresses hosts have, and which are free. An address that a host gave back is free in its node's pool. */
export class AddressBook {
  private listed = new Map<string, string[]>();
  private owners: Map<string, string> | null = null;

  constructor(private readonly hosts: () => Iterable<SimHost>) {
    this.restart();
  }

  /** The pools as they were at first. */
  restart(): void {
    this.listed = new Map(POOLS.map((pool) => [pool.id, [...pool.free]]));
    this.owners = null;
  }

  lists(): [string, string[]][] {
    return [...this.listed];
  }

  relist(lists: [string, string[]][]): void {
    this.listed = new Map(lists);
    this.owners = null;
  }

  /** After any change to a host's addresses: who has what is read again when it is asked for. */
  forget(): void {
    this.owners = null;
  }

  ownerOf(ip: string): string | undefined {
    this.owners ??= this.readOwners();
    return this.owners.get(ip);
  }

  /** The free ones of a pool, in its order, with their place in it, which never changes. */
  freeOf(pool: Pool): { ip: string; place: number }[] {
    return (this.listed.get(pool.id) ?? [])
      .map((ip, place) => ({ ip, place }))
      .filter(({ ip }) => this.ownerOf(ip) === undefined);
  }

  /** Of a node, of one type: 0, 1 or 2. */
  free(nodeid: string, iptype: string): string[] {
    const pool = poolOf(nodeid, iptype);
    return pool ? this.freeOf(pool).map(({ ip }) => ip) : [];
  }

  /** The pool that an address stands in, free or not. */
  poolOfAddress(ip: string, hostOf: (vmid: string) => SimHost | undefined): Pool | undefined {
    const host = hostOf(this.ownerOf(ip) ?? "");
    if (host) return poolOf(host.nodeid, ip.includes(":") ? "1" : host.iptype);
    return POOLS.find((pool) => this.listed.get(pool.id)?.includes(ip));
  }

  /** For addresses that a host had: from now on its node's pool knows them. */
  giveBack(host: Pick<SimHost, "nodeid" | "iptype">, addresses: string[]): void {
    for (const ip of addresses) {
      const pool = poolOf(host.nodeid, ip.includes(":") ? "1" : host.iptype);
      const list = pool && this.listed.get(pool.id);
      const isListed = [...this.listed.values()].some((entries) => entries.includes(ip));
      if (list && !isListed) list.push(ip);
    }
    this.forget();
  }

  private readOwners(): Map<string, string> {
    const owners = new Map<string, string>();
    for (const host of this.hosts()) for (const ip of addressesOf(host)) owners.set(ip, host.id);
    return owners;
  }
}

type Addressed = Pick<SimHost, "ip" | "additionalsIp" | "ipv6" | "additionalsIpv6">;

export const listOf = (text: string): string[] =>
  text === "" ? [] : text.split(",").filter((ip) => ip !== "");

export const addressesOf = (host: Addressed): string[] => [
  ...listOf(host.ip),
  ...listOf(host.additionalsIp),
  ...listOf(host.ipv6),
  ...listOf(host.additionalsIpv6),
];
