import { expect, test } from "vitest";
import { parseRowId, parseUserId, parseVmId, type RowId, type UserId, type VmId } from "../ids";
import { asked, ownParams } from "../testing/talk";
import { clientFor, wire } from "../testing/wire";

const vmId = parseVmId("5") as VmId;
const nodeId = parseRowId("1") as RowId;
const otherId = parseRowId("32") as RowId;
const userId = parseUserId("8") as UserId;
const options = { priority: "list" } as const;

test("a host's settings are the row's own figures; two rows of one id are none", async () => {
  const row = {
    id: "5",
    userid: "8",
    cpu: "2",
    cpu_limit: "100",
    ram_min: "512",
    ram: "1024",
    systemdisk: "100,150",
    disk: "0",
    port: "100",
    backup_snapshot: "-1",
    rvcount: "1",
    remark: "vip",
    vmpass: "canary",
  };
  const read = (rows: object[] | string) => asked(rows, (c) => c.readHostSettings(vmId, options));
  const settings = await read([row, { ...row, id: "6" }]);
  expect(settings).toMatchObject({
    cpuCores: 2,
    cpuLimitPercent: 100,
    cpuWeight: null,
    memoryMinMb: 512,
    memoryMb: 1024,
    systemDiskGb: { windows: 100, linux: 150 },
    dataDiskGb: 0,
    portMbit: 100,
    snapshotQuota: -1,
    portQuota: null,
    reinstallsUsed: 1,
    remark: "vip",
    row: { vmId: "5", owner: "8" },
  });
  expect(JSON.stringify(settings)).not.toContain("canary");
  expect(await read([row, row])).toBeNull();
  expect(await read([])).toBeNull();
  expect(await read('[{"id":"5","userid":"8","userid":"9"}]')).toBeNull();
  expect(await read([{ ...row, systemdisk: "100" }])).toMatchObject({ systemDiskGb: null });
});

test("free addresses: none that somebody has, but the host's own where it was asked for", async () => {
  const rows = [
    { id: "1", ip: "192.0.2.1", vmid: "0", iptype: "0", ipblockid: "3" },
    { id: "2", ip: "192.0.2.2", vmid: "" },
    { id: "3", ip: "192.0.2.3" },
    { id: "4", ip: "192.0.2.4", vmid: "5" },
    { id: "5", ip: "192.0.2.5", vmid: "6" },
    { id: "6", ip: "192.0.2.6", vmid: "x" },
  ];
  const free = await asked(rows, (c) => c.freeAddresses({ nodeId }, {}, options));
  expect(free.map(({ id, isFree }) => [id, isFree])).toEqual([
    ["1", true],
    ["2", true],
    ["3", null],
  ]);
  expect(free[0]).toMatchObject({ address: "192.0.2.1", kind: "ipv4", poolId: "3", vmId: null });
  const withOwn = await asked(rows, (c) => c.freeAddresses({ nodeId: null, vmId }, {}, options));
  expect(withOwn.map(({ id }) => id)).toEqual(["1", "2", "3", "4"]);
});

test("a pool's addresses: who has them; another pool's are left out", async () => {
  const rows = [
    { id: "1", ip: "192.0.2.1", vmid: "5", vmname: "web", userid: "8", ipblockid: "1", remark: "r" },
    { id: "2", ip: "192.0.2.2", vmid: "0", ipblockid: "1" },
    { id: "3", ip: "192.0.2.3", vmid: "0", ipblockid: "2" },
    { id: "4", ip: "192.0.2.4", vmid: "6" },
  ];
  const inPool = await asked(rows, (c) => c.listPoolAddresses({ poolId: nodeId }, options));
  expect(inPool.map(({ id, isFree, vmId: host }) => [id, isFree, host])).toEqual([
    ["1", false, "5"],
    ["2", true, null],
    ["4", false, "6"],
  ]);
  expect(inPool[0]).toMatchObject({ hostName: "web", owner: "8", remark: "r" });
  const ofHost = await asked(rows, (c) => c.listPoolAddresses({ host: { vmId, withFree: true } }, options));
  expect(ofHost.map(({ id }) => id)).toEqual(["1", "2", "3"]);
  const byIp = await asked(rows, (c) => c.listPoolAddresses({ ip: "192.0.2.2" }, options));
  expect(byIp.map(({ id }) => id)).toEqual(["2"]);
});

test("pools: of three figures the third is worked out", async () => {
  const pool = { nodeid: "1", gateway: "192.0.2.1", netmask: "255.255.255.0", startip: "192.0.2.2" };
  const rows = [
    { ...pool, id: "10", name: "public", iptype: "0", total: "9", used: "4", endip: "192.0.2.10" },
    { ...pool, id: "11", iptype: "2", total: "9", free: "10" },
    { id: "12", nodeid: "1", iptype: "1", used: 1, free: 2 },
    { ...pool, id: "13", nodeid: "2" },
  ];
  const pools = await asked(rows, (c) => c.listAddressPools({ nodeId }, options));
  expect(pools.map(({ id, kind, total, used, free }) => [id, kind, total, used, free])).toEqual([
    ["10", "ipv4", 9, 4, 5],
    ["11", "private-ipv4", 9, null, 10],
    ["12", "ipv6", 3, 1, 2],
  ]);
  expect(pools[0]).toMatchObject({ name: "public", firstIp: "192.0.2.2", lastIp: "192.0.2.10" });
});

test("nodes: room, maintenance, and only those that were asked for", async () => {
  const rows = [
    {
      id: "1",
      areaid: "1",
      name: "n1",
      maxcpu: "64",
      allowram: 1024,
      allowdisk: "80",
      status: "0",
      ip: "192.0.2.1",
    },
    { id: "2", areaid: "2", status: "0" },
    { id: "3", areaid: "1", status: "1", remark: "disks" },
    { id: "4" },
  ];
  const nodes = await asked(rows, (c) => c.listNodesWithCapacity({ areaIds: [nodeId] }, options));
  expect(nodes.map(({ id, isInMaintenance }) => [id, isInMaintenance])).toEqual([
    ["1", false],
    ["3", true],
    ["4", null],
  ]);
  expect(nodes[0]).toMatchObject({ maxCpuCores: 64, freeMemoryMb: 1024, freeDiskGb: 80, ip: "192.0.2.1" });
  const up = await asked(rows, (c) => c.listNodesWithCapacity({ isInMaintenance: false }, options));
  expect(up.map(({ id }) => id)).toEqual(["1", "2", "4"]);
});

test("lists over all hosts: whose each row is, and none that is something else than was asked for", async () => {
  const place = { vmid: "5", vmname: "web", userid: "8", nodeid: "1" };
  const tasks = [
    { ...place, id: "1", tasktype: "2", taskstep: "1", status: "1" },
    { ...place, id: "2", tasktype: "3", status: "1" },
    { id: "3", status: "1" },
  ];
  const running = await asked(tasks, (c) => c.listAllTasks({ type: "2", status: "1" }, options));
  expect(running.map(({ id }) => id)).toEqual(["1", "3"]);
  expect(running[0]).toMatchObject({ vmId: "5", hostName: "web", owner: "8", nodeId: "1", step: "1" });
  expect(running[1]).toMatchObject({ vmId: null, owner: null });

  const backups = [
    { ...place, name: "b1", backuptype: "2", status: "1" },
    { ...place, name: "s1", backuptype: "1", status: "1" },
    { ...place, userid: "9", name: "b2", backuptype: "2" },
    { ...place, name: "" },
  ];
  const found = await asked(backups, (c) => c.listAllBackups({ userId, kind: "full" }, options));
  expect(found.map(({ name, kind, vmId: host }) => [name, kind, host])).toEqual([["b1", "full", "5"]]);

  const mappings = `[{"id":"1","vmid":"5","userid":"8","ip":"192.0.2.1","nattype":"1","privateport":"80"},
    {"id":"2","vmid":"5","vmid":"6","userid":"8"},{"id":"3","userid":"8","userid":"9"},{"id":"4","vmid":"6","userid":"9"}]`;
  const natted = await asked(mappings, (c) => c.listMappingsOf({ userId }, options));
  expect(natted).toMatchObject([{ id: "1", kind: "port", insidePort: 80, hostIp: "192.0.2.1", owner: "8" }]);
  expect(natted).toHaveLength(1);
});

test("areas tell their remark", async () => {
  const areas = await asked([{ id: "1", name: "Frankfurt", remark: "r" }, { id: "2" }], (c) =>
    c.listAreas(options),
  );
  expect(areas).toEqual([
    { id: "1", name: "Frankfurt", remark: "r" },
    { id: "2", name: null, remark: null },
  ]);
});

test("what the lists are asked for", async () => {
  const { url, seen } = await wire(() => ({ body: "" }));
  const { client } = clientFor(url);
  await client.searchUsers({ group: 10, ip: "192.0.2.1", remark: "vip" }, options);
  await client.listAllUsers(options);
  await client.freeAddresses(
    { nodeId: nodeId, vmId },
    { kinds: ["ipv4", "private-ipv4"], limit: 9 },
    options,
  );
  await client.listAddressPools({ ip: "192.0.2.1", kind: "ipv6" }, options);
  await client.listPoolAddresses({ poolId: nodeId, host: { vmId, withFree: true } }, options);
  await client.listNodesWithCapacity(
    { areaIds: [nodeId, otherId], leastCpuCores: 2, leastMemoryMb: 0, isInMaintenance: false },
    options,
  );
  await client.listAllTasks({ type: "2", step: "1", status: "0", nodeId: nodeId, hostName: "web" }, options);
  await client.listAllBackups({ userId, kind: "full", isFinished: true }, options);
  await client.listMappingsOf({ userId, kind: "domain", domain: "a.example" }, options);
  expect(seen.map(ownParams)).toEqual([
    { action: "user_info", utype: "10", login_ip: "192.0.2.1", remark: "vip" },
    { action: "user_info" },
    { action: "vm_freeip", nodeid: "1", vmid: "5", iptype: "0,2", limits: "9" },
    { action: "hyperipblock", ip: "192.0.2.1", iptype: "1" },
    { action: "hyperip", ipblockid: "1", vmid: "0|5" },
    { action: "hypernode", areaid: "1,32", maxcpu: "2", allowram: "0", status: "0" },
    { action: "hypertask", vmname: "web", tasktype: "2", taskstep: "1", status: "0", nodeid: "1" },
    { action: "hyperbackup", userid: "8", backuptype: "2", status: "1" },
    { action: "hypernat", userid: "8", domainname: "a.example", nattype: "2" },
  ]);
});
