import { isIP } from "node:net";
import type { Mapping } from "@/lib/rstack/master-client";
import type { ConnectView, SystemFamily } from "./host-view";

/** The port that the master gives out itself where it is no default; below it a number is a port inside. */
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
}

export const ownPortOf = (family: SystemFamily): number => (family === "windows" ? 3389 : 22);
const isPort = (port: number | null): port is number =>
  port !== null && Number.isInteger(port) && port >= 1 && port <= 65_535;

/**
 * The port of the shared address that leads to the host's remote desktop or shell, null where none does yet. First the
 * mapping whose inside port is the system's own or `remotePort`, then one whose public port is `remotePort`.
 */
export function publicPortOf(from: Pick<ReachFrom, "family" | "remotePort" | "mappings">): number | null {
  const { remotePort } = from;
  const usable = from.mappings.filter((m) => m.kind === "port" && isPort(m.publicPort));
  const found =
    usable.find((m) => m.insidePort === ownPortOf(from.family)) ??
    (isPort(remotePort)
      ? (usable.find((m) => m.insidePort === remotePort) ?? usable.find((m) => m.publicPort === remotePort))
      : undefined);
  if (found) {
    return found.publicPort;
  }
  return isPort(remotePort) && remotePort >= FIRST_GIVEN_PORT ? remotePort : null;
}

/** Addresses and ports are checked here; nothing else of the master's gets into a command line or a file. */
export function connectWayOf(from: ReachFrom): ConnectView {
  const way = from.family === "windows" ? "rdp" : "ssh";
  const shared = Boolean(from.publicIp);
  const address = shared ? from.publicIp : [from.ipv4, from.ipv6].find((ip) => ip !== null && isIP(ip) !== 0);
  if (!address || isIP(address) === 0) {
    return { way: "no-address" };
  }
  const port = shared
    ? publicPortOf(from)
    : isPort(from.remotePort)
      ? from.remotePort
      : ownPortOf(from.family);
  if (port === null) {
    return { way: "no-port", family: way, publicAddress: address };
  }
  if (way === "rdp") {
    return { way, address, port, user: "Administrator", shared };
  }
  const command = `ssh ${port === 22 ? "" : `-p ${port} `}root@${address}`;
  return { way, address, port, user: "root", shared, command };
}
