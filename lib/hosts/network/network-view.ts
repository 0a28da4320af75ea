import type { ListProblem } from "../list-problem";
import type { Quota } from "./quota";

/** What the Network page of a host shows. */
export interface NetworkView {
  addresses: AddressView[];
  /** Of its network card; null where the master never told it. */
  mac: string | null;
  /** Why `addresses` may lack some of the host's; null where they were read. */
  addressProblem: ListProblem | null;
  /** `unknown` where it was never told whether the host is behind a shared address. */
  reach: "shared" | "own" | "unknown";
  /** Why it isn't known; null where it is, or where the answer is on its way. */
  reachProblem: ListProblem | null;
  /** Of a host behind a shared address. */
  ports: PortList;
  domains: DomainList;
}

export interface AddressView {
  address: string;
  kind: "shared" | "inside" | "ipv4" | "ipv6";
  gateway: string | null;
  netmask: string | null;
}

/** Null rows: nothing can be said of them, because of `problem`. */
export interface PortList extends MappingList {
  rows: PortRow[] | null;
}

interface MappingList {
  quota: Quota;
  problem: ListProblem | null;
}

export interface PortRow {
  /** Null where the master names none: it can't be removed here. */
  id: string | null;
  publicAddress: string | null;
  publicPort: number | null;
  insidePort: number | null;
}

export interface DomainList extends MappingList {
  rows: DomainRow[] | null;
  /** Whether `/api/hosts/ID/dns` tells where the domains lead. */
  isChecked: boolean;
}

export interface DomainRow {
  id: string | null;
  /** As the master lists it: A-labels. */
  domain: string;
  /** As people write it, where that is another. */
  written: string | null;
  insidePort: number | null;
  record: DnsRecord | null;
}

/** The record that makes a domain lead to an address, with its whole name: editors of zones want different parts of it. */
export interface DnsRecord {
  type: "A" | "AAAA";
  name: string;
  value: string;
}

/** The record that proves a name is its customer's, with its whole name. */
export interface TxtRecord {
  name: string;
  value: string;
}

/** `/api/hosts/ID/dns`, by domain. A domain of which nothing is known is left out. */
export interface DnsView {
  findings: Record<string, DnsFinding>;
}

/** Where a domain leads by DNS: to the host, to it and elsewhere, elsewhere alone, or nowhere yet. */
export interface DnsFinding {
  state: "here" | "partly" | "elsewhere" | "none";
  /** Those that are not the host's. */
  addresses: string[];
}

/** As a zone file writes it. */
export const dnsLine = ({ type, name, value }: DnsRecord): string => `${name}. ${type} ${value}`;
export const txtLine = ({ name, value }: TxtRecord): string => `${name}. TXT "${value}"`;

/** Why a text is no domain that may be bound; by which `faults.json` has a sentence. */
export const DOMAIN_FAULTS = [
  "empty",
  "more-than-a-name",
  "wildcard",
  "address",
  "one-label",
  "too-long",
  "characters",
  "public-suffix",
  "mixed-scripts",
  "look-alike",
  "denied",
] as const;
export type DomainFault = (typeof DOMAIN_FAULTS)[number];

/** Why a number is no inside port that may be opened; by which `faults.json` has a sentence. */
export const PORT_FAULTS = ["port-number", "port-denied"] as const;
export type PortFault = (typeof PORT_FAULTS)[number];
