import { expect, test } from "vitest";
import {
  parseRowId,
  parseUserId,
  parseUserRowId,
  parseVmId,
  type RowId,
  type UserId,
  type UserRowId,
  type VmId,
} from "../ids";
import type { MasterClient } from "../master-client";
import type { Outcome } from "../outcome";
import { ownParams } from "../testing/talk";
import { clientFor, wire } from "../testing/wire";

const vmId = parseVmId("5") as VmId;
const rowId = parseRowId("31") as RowId;
const otherId = parseRowId("32") as RowId;
const userRowId = parseUserRowId("188") as UserRowId;
const userId = parseUserId("客户|8") as UserId;
const options = { priority: "command", beforeSend: async () => true } as const;

type Call = (client: MasterClient) => Promise<Outcome<unknown>>;
const NEW_HOST = { owner: userId, place: { areaId: rowId }, imageId: otherId, name: "web01" };
const COMMANDS: [string, Call, Record<string, string>][] = [
  [
    "addUser",
    (c) =>
      c.addUser(
        { userId, username: "u", password: "123456", isDisabled: false, group: 0, remark: "r" },
        options,
      ),
    {
      action: "user_add",
      userid: "客户|8",
      username: "u",
      password: "123456",
      status: "0",
      utype: "0",
      remark: "r",
    },
  ],
  [
    "updateUserAll",
    (c) =>
      c.updateUserAll(
        userRowId,
        {
          userId,
          username: "u",
          password: "12345678",
          name: "n",
          email: "e@x.example",
          phone: "1",
          serviceCount: 2,
          group: 3,
          isDisabled: true,
          isEmailVerified: true,
          isPhoneVerified: false,
          registeredFromIp: "192.0.2.1",
          lastSignInIp: "2001:db8::1",
          noReinstallBefore: "2026-05-01",
          reinstallsUsed: 4,
        },
        options,
      ),
    {
      action: "user_update",
      id: "188",
      userid: "客户|8",
      username: "u",
      password1: "12345678",
      password2: "12345678",
      name: "n",
      email: "e@x.example",
      phone: "1",
      vcount: "2",
      utype: "3",
      status: "1",
      mail_verified: "1",
      mobile_verified: "0",
      reg_ip: "192.0.2.1",
      login_ip: "2001:db8::1",
      cvdate: "20260501",
      rvcount: "4",
    },
  ],
  [
    "updateUserAll, reinstalls at any time",
    (c) => c.updateUserAll(userRowId, { noReinstallBefore: null }, options),
    { action: "user_update", id: "188", cvdate: "0" },
  ],
  ["deleteUser", (c) => c.deleteUser(userId, options), { action: "user_delete", userid: "客户|8" }],
  [
    "createHost in an area",
    (c) =>
      c.createHost({ ...NEW_HOST, ipv4: { count: 2, isRandom: true }, ipv4Kind: "private-ipv4" }, options),
    {
      action: "vm_create",
      userid: "客户|8",
      areaid: "31",
      osid: "32",
      vmname: "web01",
      ip: "2",
      iprandom: "1",
      iptype: "2",
      returnjson: "1",
    },
  ],
  [
    "createHost on a node, with everything",
    (c) =>
      c.createHost(
        {
          ...NEW_HOST,
          vmId,
          place: { nodeId: rowId },
          password: "p",
          remotePort: "random",
          ipv4: { address: "192.0.2.1", more: ["192.0.2.2", "192.0.2.3"] },
          ipv6: { address: "2001:db8::1", more: ["2001:db8::2"] },
          cpuCores: 2,
          cpuLimitPercent: 80,
          cpuWeight: 10,
          memoryMinMb: 512,
          memoryMb: 1024,
          memoryBufferPercent: 20,
          memoryWeight: 50,
          systemDiskGb: { windows: 100, linux: 150 },
          dataDiskGb: 0,
          systemDiskIoMb: 0,
          dataDiskIoMb: 9,
          portMbit: 100,
          trafficLimitGb: 500,
          snapshotQuota: -1,
          backupQuota: 0,
          portQuota: 10,
          domainQuota: 5,
          remark: "",
        },
        options,
      ),
    {
      action: "vm_create",
      id: "5",
      userid: "客户|8",
      nodeid: "31",
      osid: "32",
      vmname: "web01",
      vmpass: "p",
      remote_port: "1",
      ip: "192.0.2.1",
      additionals_ip: "192.0.2.2,192.0.2.3",
      ipv6: "2001:db8::1",
      additionals_ipv6: "2001:db8::2",
      cpu: "2",
      cpu_limit: "80",
      cpu_weight: "10",
      ram_min: "512",
      ram: "1024",
      ram_buffer: "20",
      ram_weight: "50",
      systemdisk: "100,150",
      disk: "0",
      disk_sys_iops: "0",
      disk_data_iops: "9",
      port: "100",
      bwlimit: "500",
      backup_snapshot: "-1",
      backup_full: "0",
      portmap: "10",
      binding_domain: "5",
      remark: "",
      returnjson: "1",
    },
  ],
  [
    "updateHost",
    (c) =>
      c.updateHost(
        vmId,
        {
          appliesToMachine: true,
          areaId: rowId,
          nodeId: otherId,
          owner: userId,
          cpuCores: 4,
          trafficUsedGb: 0,
          trafficResetAt: new Date("2026-01-01T00:00:00Z"),
          reinstallsUsed: 0,
          lastReinstallOn: "2026-01-02",
          ipv4: "192.0.2.1",
          ipv6: "2001:db8::1",
          moreIpv4: ["192.0.2.2"],
          moreIpv6: ["2001:db8::2", "2001:db8::3"],
          addIps: 1,
          status: "-1",
        },
        options,
      ),
    {
      action: "vm_update",
      id: "5",
      update_vm: "1",
      areaid: "31",
      nodeid: "32",
      userid: "客户|8",
      cpu: "4",
      bwusage: "0",
      bwdate: "1767225600",
      rvcount: "0",
      cvdate: "20260102",
      ip: "192.0.2.1",
      ipv6: "2001:db8::1",
      additionals_ip: "192.0.2.2",
      additionals_ipv6: "2001:db8::2,2001:db8::3",
      addipnumber: "1",
      status: "-1",
    },
  ],
  [
    "deleteHost",
    (c) => c.deleteHost(vmId, { forced: false }, options),
    { action: "vm_delete", vmid: "5", forcedelete: "0" },
  ],
  [
    "deleteHost, forced",
    (c) => c.deleteHost(vmId, { forced: true }, options),
    { action: "vm_delete", vmid: "5", forcedelete: "1" },
  ],
  [
    "addAddresses",
    (c) => c.addAddresses(vmId, { ipv4: 1, bindNow: true }, options),
    { action: "vm_addip", vmid: "5", ip_num: "1", binding_ip: "1" },
  ],
];

test.each(COMMANDS)("%s sends exactly this, and once, whatever comes back", async (_name, call, sent) => {
  const done = await wire(() => ({ body: "0" }));
  expect(await call(clientFor(done.url).client)).toMatchObject({ ok: true });
  expect(done.seen.map(ownParams)).toEqual([sent]);
  const lost = await wire(() => ({ status: 503, body: "" }));
  expect(await call(clientFor(lost.url).client)).toMatchObject({ ok: false, fault: { kind: "unknown" } });
  expect(lost.seen).toHaveLength(1);
});

test("nothing to change, nobody to look for, no address to add: sent nowhere", async () => {
  const { url, seen } = await wire(() => ({ body: "0" }));
  const { client } = clientFor(url);
  const nothing: Outcome<unknown>[] = [
    await client.updateHost(vmId, {}, options),
    await client.updateHost(vmId, { appliesToMachine: true }, options),
    await client.updateUserAll(userRowId, {}, options),
    await client.updateUserAll(userRowId, { noReinstallBefore: "soon" }, options),
    await client.updateUser(userRowId, {}, options),
    await client.searchUsers({}, options),
    await client.searchUsers({ remark: "" }, options),
    await client.addAddresses(vmId, { bindNow: true }, options),
    await client.createHost({ ...NEW_HOST, name: "web-01" }, options),
    await client.createHost({ ...NEW_HOST, remotePort: 1 }, options),
    await client.createHost({ ...NEW_HOST, ipv4: { address: "2" } }, options),
  ];
  expect(nothing.map((outcome) => !outcome.ok && outcome.fault.kind)).toEqual(nothing.map(() => "not-sent"));
  expect(seen).toEqual([]);
});
