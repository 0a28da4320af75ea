import type { CheckedReply } from "@/lib/rstack/master-client";
import type WORDS from "./survey-words.json";

/** What a host's pages are about. */
const OF_A_HOST = [
  "overview",
  "monitor",
  "snapshots",
  "schedules",
  "network",
  "media",
  "reinstall",
  "access",
  "console",
  "activity",
] as const;

/** The panel's pages, in the order of its menus; message keys of `connection.survey.page`. */
export const PAGES = [
  "signIn",
  "hosts",
  ...OF_A_HOST,
  "account",
  "staffCustomers",
  "staffHosts",
  "newHost",
  "infrastructure",
  "staffOperations",
  "staffAudit",
  "staffSettings",
] as const;
export type PageName = (typeof PAGES)[number];

/** Pages that stand and fall with the host list. */
const OF_HOSTS: readonly PageName[] = ["hosts", ...OF_A_HOST.filter((page) => page !== "activity")];
const EVERY_HOST_PAGE: readonly PageName[] = [...OF_HOSTS, "staffHosts"];

/** What doesn't work; keys of `survey-words.json`. */
export type Loss = keyof typeof WORDS.lost;

export interface Need {
  reply: CheckedReply;
  /** Null: the reply itself. */
  field: string | null;
  /** Fields of the same reply that do as well. */
  or: readonly string[];
  lost: Loss;
  /** Pages that can't work at all without it. */
  stops: readonly PageName[];
  /** Pages that work, but for what is lost. */
  lessens: readonly PageName[];
}

const stops = (
  reply: CheckedReply,
  field: string | null,
  lost: Loss,
  pages: readonly PageName[],
  lessens: readonly PageName[] = [],
): Need => ({ reply, field, lost, stops: pages, lessens, or: [] });
const lessens = (
  reply: CheckedReply,
  field: string | null,
  lost: Loss,
  pages: readonly PageName[],
  or: readonly string[] = [],
): Need => ({ reply, field, lost, stops: [], lessens: pages, or });

/** From columns to consequences: what stops or lessens which page where a reply or a field of it is missing. */
export const NEEDS: readonly Need[] = [
  stops("hosts", null, "hostList", EVERY_HOST_PAGE),
  stops("hosts", "id", "hostId", EVERY_HOST_PAGE),
  stops("hosts", "owner", "owner", OF_HOSTS),
  lessens("hosts", "name", "hostName", ["hosts", "overview", "staffHosts"]),
  lessens("hosts", "guid", "guid", ["hosts"]),
  lessens("hosts", "status", "status", ["hosts", "staffHosts"]),
  lessens("hosts", "imageName", "systemName", ["hosts", "overview", "staffHosts"], ["imageId"]),
  lessens("hosts", "osFamily", "systemFamily", ["access", "staffHosts"]),
  lessens("hosts", "areaName", "areaOfHost", ["hosts", "staffHosts"], ["areaId"]),
  lessens("hosts", "nodeId", "nodeOfHost", ["staffHosts"]),
  lessens("hosts", "ipv4", "addressOfHost", ["hosts", "staffHosts"], ["ipv6"]),
  lessens("hosts", "cpuCores", "cores", ["overview", "staffHosts"]),
  lessens("hosts", "memoryMb", "memory", ["overview", "staffHosts"]),
  lessens("hosts", "dataDiskGb", "disks", ["overview", "staffHosts"]),
  lessens("hosts", "portMbit", "portSpeed", ["overview", "staffHosts"]),
  lessens("hosts", "trafficUsedGb", "trafficInLists", ["hosts", "staffHosts"]),
  lessens("hosts", "trafficLimitGb", "trafficInLists", ["hosts", "staffHosts"]),
  lessens("hosts", "snapshotQuota", "snapshotQuota", ["snapshots"]),
  lessens("hosts", "portQuota", "mappingQuota", ["network"]),
  lessens("hosts", "domainQuota", "mappingQuota", ["network"]),
  lessens("hosts", "mediumId", "medium", ["media"]),

  stops("users", null, "userList", ["signIn", "account", "staffCustomers"]),
  stops("users", "userId", "userId", ["signIn", "account", "staffCustomers"]),
  stops("users", "status", "userStatus", ["signIn"], ["staffCustomers"]),
  lessens("users", "rowId", "userRowId", ["account", "staffCustomers"]),
  lessens("users", "email", "userEmail", ["account", "staffCustomers"]),
  lessens("users", "name", "userName", ["account", "staffCustomers"], ["username"]),
  lessens("users", "phone", "userPhone", ["account", "staffCustomers"]),
  lessens("users", "noReinstallBefore", "reinstallLock", ["reinstall", "staffCustomers"]),
  lessens("users", "reinstallsUsed", "reinstallsUsed", ["staffCustomers"]),

  lessens("areas", null, "areas", ["newHost", "infrastructure"]),
  lessens("areas", "id", "areas", ["newHost", "infrastructure"]),
  lessens("areas", "name", "areaNames", ["newHost", "infrastructure"]),
  lessens("nodes", null, "nodes", ["newHost", "infrastructure"]),
  lessens("nodes", "id", "nodes", ["newHost", "infrastructure"]),
  lessens("nodes", "name", "nodeNames", ["newHost", "infrastructure"]),
  lessens("nodes", "freeMemoryMb", "nodeRoom", ["newHost", "infrastructure"]),
  lessens("nodes", "freeDiskGb", "nodeRoom", ["newHost", "infrastructure"]),
  lessens("nodes", "isInMaintenance", "nodeStatus", ["newHost", "infrastructure"]),

  stops("images", null, "images", ["reinstall", "newHost"], ["infrastructure"]),
  stops("images", "id", "images", ["reinstall", "newHost"], ["infrastructure"]),
  lessens("images", "name", "imageNames", ["reinstall", "newHost", "infrastructure"], ["fileName"]),
  lessens("images", "osFamily", "imageFamily", ["reinstall", "newHost"]),
  lessens("discs", null, "discs", ["infrastructure"]),
  lessens("discs", "id", "discs", ["infrastructure"]),
  lessens("pools", null, "pools", ["infrastructure"]),
  lessens("pools", "id", "pools", ["infrastructure"]),
  lessens("addresses", null, "addresses", ["network", "infrastructure"]),
  lessens("addresses", "address", "addresses", ["network", "infrastructure"]),
  lessens("addresses", "host", "addressHost", ["network"]),
  lessens("freeAddresses", null, "freeAddresses", ["newHost", "staffHosts"]),
  lessens("freeAddresses", "address", "freeAddresses", ["newHost", "staffHosts"]),

  stops("mappings", null, "mappings", ["network"], ["infrastructure"]),
  stops("mappings", "host", "mappingHost", ["network"]),
  lessens("mappings", "id", "mappingId", ["network"]),
  lessens("mappings", "kind", "mappingKind", ["network"], ["domain", "publicPort"]),
  lessens("mappings", "insidePort", "insidePort", ["network"]),
  lessens("mappings", "publicPort", "publicPort", ["network"]),
  lessens("mappings", "domain", "domainName", ["network"]),

  lessens("tasks", null, "tasks", ["reinstall", "snapshots", "network", "access", "infrastructure"]),
  lessens("tasks", "host", "taskHost", ["reinstall", "snapshots", "network", "access"]),
  lessens("tasks", "type", "tasks", ["reinstall", "snapshots", "network", "access"]),
  lessens("tasks", "status", "tasks", ["reinstall", "snapshots", "network", "access"]),
  lessens("tasks", "message", "taskMessage", ["overview", "infrastructure"]),

  stops("snapshots", null, "snapshots", ["snapshots"]),
  stops("snapshots", "name", "snapshotName", ["snapshots"]),
  lessens("snapshots", "createdAt", "snapshotTime", ["snapshots"]),
  lessens("backups", null, "backups", ["snapshots", "infrastructure"]),
  lessens("backups", "host", "backupHost", ["snapshots"]),
  lessens("backups", "name", "backups", ["snapshots", "infrastructure"]),

  stops("media", null, "mediaList", ["media"]),
  stops("media", "id", "mediaList", ["media"]),
  lessens("media", "name", "mediumName", ["media"]),

  stops("monitor", null, "samples", ["monitor"]),
  stops("monitor", "time", "sampleTime", ["monitor"]),
  lessens("monitor", "masterClock", "masterClock", ["monitor"]),
  lessens("monitor", "cpu", "cpuChart", ["monitor"]),
  lessens("monitor", "memory", "memoryChart", ["monitor"]),
  lessens("monitor", "disk", "diskChart", ["monitor"]),
  lessens("monitor", "network", "networkChart", ["monitor"]),

  stops("state", null, "state", ["overview"], ["hosts"]),
  lessens("state", "trafficUsedGb", "traffic", ["overview"]),
  lessens("state", "taskType", "setupProgress", ["overview"]),
  lessens("state", "taskStatus", "setupProgress", ["overview"]),
  stops("details", null, "details", ["network"], ["access", "overview"]),
  lessens("details", "publicIp", "sharedAddress", ["network"]),
  lessens("details", "remotePort", "remotePort", ["access"]),

  stops("console", null, "consoleState", ["console"]),
  stops("console", "server", "consoleServer", ["console"]),
  stops("console", "token", "consoleToken", ["console"]),
  lessens("console", "expiresAt", "consoleEnd", ["console"]),
];

/** What doesn't work without a field of a reply; null where nothing does. */
export const lossOf = (reply: CheckedReply, field: string): Loss | null =>
  NEEDS.find((need) => need.reply === reply && need.field === field)?.lost ?? null;
