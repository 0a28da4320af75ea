import { isIP } from "node:net";
import type { Mapping } from "@/lib/rstack/master-client";
import type { ConnectView, SystemFamily } from "../host-view";

/** The lowest port that the master gives out on a shared address; a lower number is a port inside the host. */
const FIRST_GIVEN_PORT = 10_000;

export interface ReachFrom {
  family: SystemFamily;
  ipv4: string | null;
  ipv6: string | null;
  /** Null or empty: the host has an address of its own. */
  publicIp: string | null;
  /** 0 and null are the system's own port. */
  remotePort: number | null;
  mappings: readonly Mapping[];
  /** Whether the master said that the address is the host's own, or which one it shares. */
  confirmed: boolean;
}

const RDP = 3389;
const SSH = 22;
const wayOf = (family: SystemFamily) =>
  family === "windows" ? "rdp" : family === "unknown" ? "either" : "ssh";

const PORTS = { rdp: [RDP], ssh: [SSH], either: [SSH, RDP] } as const;

/** The ports of remote access by system, the likelier one first. */
export const ownPortsOf = (family: SystemFamily): readonly [number, ...number[]] => PORTS[wayOf(family)];

const isPort = (port: number | null): port is number =>
  port !== null && Number.isInteger(port) && port >= 1 && port <= 65_535;

/**
 * The port of the shared address that leads to the host's remote desktop or shell, null where none does yet. First the
 * mapping to `remotePort` (the port was changed), then one to the system's own, then one whose public port is `remotePort`.
 */
export function publicPortOf(from: Pick<ReachFrom, "family" | "remotePort" | "mappings">): number | null {
  const { remotePort } = from;
  const usable = from.mappings.filter((m) => m.kind === "port" && isPort(m.publicPort));
  const changed = isPort(remotePort) ? [remotePort] : [];
  const found =
    [...changed, ...ownPortsOf(from.family)]
      .map((port) => usable.find((m) => m.insidePort === port))
      .find(Boolean) ?? usable.find((m) => isPort(remotePort) && m.publicPort === remotePort);
  if (found) {
    return found.publicPort;
  }
  return isPort(remotePort) && remotePort >= FIRST_GIVEN_PORT ? remotePort : null;
}

/** Addresses and ports are checked here; nothing else of the master's gets into a command line or a file. */
export function connectWayOf(from: ReachFrom): ConnectView {
  const way = wayOf(from.family);
  const shared = Boolean(from.publicIp);
  const address = shared ? from.publicIp : [from.ipv4, from.ipv6].find((ip) => ip !== null && isIP(ip) !== 0);
  if (!address || isIP(address) === 0) {
    return { way: "no-address" };
  }
  const given = shared ? publicPortOf(from) : isPort(from.remotePort) ? from.remotePort : null;
  if (shared && given === null) {
    return { way: "no-port", family: way, publicAddress: address };
  }
  const reach = { address, shared, confirmed: from.confirmed };
  if (way === "either") {
    return { way, ...reach, port: given };
  }
  const port = given ?? ownPortsOf(from.family)[0];
  if (way === "rdp") {
    return { way, ...reach, port, user: "Administrator" };
  }
  const command = `ssh ${port === SSH ? "" : `-p ${port} `}root@${address}`;
  return { way, ...reach, port, user: "root", command };
}
