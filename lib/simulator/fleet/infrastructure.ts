/** What hosts stand on. Addresses are documentation addresses (RFC 5737, RFC 3849). */
export interface Area {
  id: string;
  name: string;
  remark: string;
}

export interface Node {
  id: string;
  areaid: string;
  name: string;
  ip: string;
  publicip: string;
  /** Free cores, MB and GB. */
  maxcpu: number;
  allowram: number;
  allowdisk: number;
  /** 0 normal, 1 under maintenance. */
  status: string;
  remark: string;
}

export interface SimImage {
  id: string;
  name: string;
  /** The vendor's `osname`: the file. */
  osname: string;
  ostype: string;
  osfile: "os" | "cd";
  /** The nodes that have it; null: every one. */
  nodes: readonly string[] | null;
  remark: string;
}

export const AREAS: readonly [Area, ...Area[]] = [
  { id: "1", name: "Frankfurt 1", remark: "Main site" },
  { id: "2", name: "Frankfurt 2", remark: "" },
  { id: "3", name: "Amsterdam", remark: "Second site" },
];

const node = (
  id: string,
  areaid: string,
  name: string,
  ip: string,
  publicip: string,
  own: Partial<Node> = {},
): Node => ({
  id,
  areaid,
  name,
  ip,
  publicip,
  maxcpu: 64,
  allowram: 262_144,
  allowdisk: 8_000,
  status: "0",
  remark: "",
  ...own,
});

/** As they are at first; their free resources and their status change at the master. */
export const OPEN_NODES: readonly [Node, ...Node[]] = [
  node("1", "1", "fra1-hv01", "198.51.100.2", "198.51.100.7"),
  node("2", "1", "fra1-hv02", "198.51.100.3", "198.51.100.8"),
  node("3", "2", "fra2-hv01", "198.51.100.130", "198.51.100.135", { allowram: 131_072, allowdisk: 4_000 }),
  node("4", "3", "ams-hv01", "192.0.2.2", "192.0.2.7", { maxcpu: 48, allowram: 98_304, allowdisk: 2_500 }),
];

export const NODES: readonly Node[] = [
  ...OPEN_NODES,
  node("5", "3", "ams-hv02", "192.0.2.3", "192.0.2.8", {
    status: "1",
    maxcpu: 32,
    allowram: 65_536,
    allowdisk: 1_200,
    remark: "New memory, until the end of the week",
  }),
];

const image = (id: string, name: string, osname: string, ostype: string, nodes?: string[]): SimImage => ({
  id,
  name,
  osname,
  ostype,
  osfile: osname.endsWith(".iso") ? "cd" : "os",
  nodes: nodes ?? null,
  remark: "",
});

export const IMAGES: readonly [SimImage, ...SimImage[]] = [
  image("11", "Debian 12", "debian12.vhdx", "debian"),
  image("12", "Debian 13", "debian13.vhdx", "debian"),
  image("13", "Ubuntu 22.04", "ubuntu22.04.vhdx", "ubuntu"),
  image("14", "Ubuntu 24.04", "ubuntu24.04.vhdx", "ubuntu"),
  image("15", "AlmaLinux 9.4", "almalinux9.4.vhdx", "centos"),
  image("16", "Rocky Linux 9.4", "rocky9.4.vhdx", "centos"),
  image("21", "Windows Server 2016", "windows2016.vhdx", "windows"),
  image("22", "Windows Server 2022", "windows2022.vhdx", "windows"),
  image("17", "CentOS Stream 9", "centos9.vhdx", "centos", ["4"]),
  image("31", "Debian 12 netinst", "debian12.iso", "debian"),
  image("32", "VirtIO drivers", "drivers.iso", "windows"),
  image("33", "Windows Server 2022 setup", "windows2022.iso", "windows", ["3"]),
  image("34", "Rescue system", "rescue.iso", "debian", ["1", "2"]),
];

export const imageOf = (id: string): SimImage | undefined => IMAGES.find((entry) => entry.id === id);
/** The images of one kind that a node allows. */
export const imagesOn = (nodeid: string, osfile: "os" | "cd"): SimImage[] =>
  IMAGES.filter((entry) => entry.osfile === osfile && (entry.nodes?.includes(nodeid) ?? true));
export const areaOf = (id: string): Area | undefined => AREAS.find((entry) => entry.id === id);
export const nodeOf = (id: string): Node | undefined => NODES.find((entry) => entry.id === id);
