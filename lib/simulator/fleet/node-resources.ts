import type { Master } from "../master";
import type { SimHost } from "./host";
import { imageOf, type Node } from "./infrastructure";

/** What a host takes of its node: cores, MB (dynamic memory: its minimum), GB (both disks). All of it a guess. */
interface Needs {
  cpu: number;
  ram: number;
  disk: number;
}

type Sized = Pick<SimHost, "osid" | "cpu" | "ramMin" | "disk" | "systemdisk">;

/** The vendor gives no size of a system disk that was left at 默认值. */
const PLAIN_SYSTEM_GB = { windows: 40, linux: 20 };

export function needsOf(host: Sized): Needs {
  const isWindows = imageOf(host.osid)?.ostype === "windows";
  const [windows, linux] = host.systemdisk.split(",").map(Number);
  const plain = isWindows ? PLAIN_SYSTEM_GB.windows : PLAIN_SYSTEM_GB.linux;
  const system = (isWindows ? windows : linux) || plain;
  return { cpu: host.cpu, ram: host.ramMin, disk: host.disk + system };
}

export const hasRoom = (node: Node, needs: Needs): boolean =>
  node.maxcpu >= needs.cpu && node.allowram >= needs.ram && node.allowdisk >= needs.disk;

export const takeFrom = (master: Master, nodeid: string, needs: Needs): void =>
  shift(master, nodeid, needs, -1);

export const giveTo = (master: Master, nodeid: string, needs: Needs): void => shift(master, nodeid, needs, 1);

function shift(master: Master, nodeid: string, needs: Needs, sign: 1 | -1): void {
  const node = master.nodes.find((entry) => entry.id === nodeid);
  if (!node) return;
  node.maxcpu += sign * needs.cpu;
  node.allowram += sign * needs.ram;
  node.allowdisk += sign * needs.disk;
}
