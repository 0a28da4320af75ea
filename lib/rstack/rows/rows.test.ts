import { expect, test } from "vitest";
import { parseHostList } from "../bulk/parse-host-list";
import { classify } from "../classify";
import { parseVmId, type VmId } from "../ids";
import { readLabel } from "./fields";
import { addressesOf, hostStateOf } from "./host-details";
import { MAPPING_COLUMNS, mappingOf } from "./mapping-row";
import { monitorClockOf } from "./monitor-row";
import { rowsOfHost } from "./of-host";
import type { RawRow } from "./raw-row";
import { TASK_COLUMNS } from "./task-row";
import { usersOf } from "./user-row";

const utf8 = (text: string) => new TextEncoder().encode(text);
const rows = (...columns: Record<string, unknown>[]): RawRow[] =>
  columns.map((c) => ({ columns: c, doubled: [] }));
const vmId = (text: string): VmId => {
  const id = parseVmId(text);
  if (id === null) {
    throw new Error("no id");
  }
  return id;
};

function hostList(body: string, ownerField = "userid") {
  const reply = parseHostList(utf8(body), ownerField);
  if (reply.kind !== "value") {
    throw new Error(reply.kind);
  }
  return reply.value;
}

/** vm_create's reply in the vendor's document: the one documented row of a host. */
const VENDORS =
  '{"additionals_ip":"192.168.1.19,192.168.1.20","additionals_ipv6":"2607:fcd0:1999:8600::1040","areaid":"1","areaname":"华东区域","guid":"","id":"341","ip":"192.168.1.18","ipv6":"2607:fcd0:100:5600::1030","mac":"00:15:5d:2b:63:90","nodeid":"1","nodename":"可用区 a","os":"centos7.6","osid":"15","remark":"","remote_port":"0","status":"0","userid":"8080","vmname":"cloud33453","vmpass":"9pgu0skw2sdh"}';

test("the vendor's own row of a host is read, and its password isn't", () => {
  const list = hostList(`[${VENDORS}]`);
  expect(list).toMatchObject({ badRows: 0, ownerColumn: "userid", ownerlessRows: 0 });
  expect(list.rows).toEqual([
    {
      vmId: "341",
      owner: "8080",
      guid: null,
      name: "cloud33453",
      status: "0",
      imageId: "15",
      imageName: "centos7.6",
      osFamily: null,
      areaId: "1",
      areaName: "华东区域",
      nodeId: "1",
      nodeName: "可用区 a",
      ipv4: "192.168.1.18",
      ipv6: "2607:fcd0:100:5600::1030",
      additionalIps: ["192.168.1.19", "192.168.1.20", "2607:fcd0:1999:8600::1040"],
      remotePort: 0,
      cpuCores: null,
      memoryMb: null,
      systemDiskGb: null,
      dataDiskGb: null,
      portMbit: null,
      mac: "00:15:5d:2b:63:90",
      trafficLimitGb: null,
      trafficUsedGb: null,
      trafficResetAt: null,
      snapshotQuota: null,
      backupQuota: null,
      portQuota: null,
      domainQuota: null,
      mediumId: null,
      lastReinstallOn: null,
      remark: null,
    },
  ]);
  expect(JSON.stringify(list)).not.toContain("9pgu0skw2sdh");
});

test("numbers, strings and null are read alike", () => {
  const [text] = hostList('[{"id":"7","userid":"8","status":"-2","cpu":"4","bwdate":"1635756349"}]').rows;
  const [number] = hostList('[{"id":7,"userid":8,"status":-2,"cpu":4,"bwdate":1635756349}]').rows;
  expect(number).toEqual(text);
  expect(text?.trafficResetAt?.toISOString()).toBe("2021-11-01T08:45:49.000Z");
  const [nothing] = hostList('[{"id":7,"userid":null,"status":null,"cpu":null,"bwdate":"0"}]').rows;
  expect(nothing).toMatchObject({ owner: null, status: null, cpuCores: null, trafficResetAt: null });
});

test("a row is bad without an id that can be read, or with its id or owner twice", () => {
  const list = hostList(
    '[{"userid":"8"},{"id":"05","userid":"8"},{"id":9007199254740993,"userid":"8"},{"id":"1","id":"2","userid":"8"},{"id":"3","userid":"8","userid":"9"},{"id":"4","userid":"8"}]',
  );
  expect(list.badRows).toBe(5);
  expect(list.rows.map((row) => row.vmId)).toEqual(["4"]);
});

test("an owner is kept byte for byte, and a number beyond the safe ones is none", () => {
  const list = hostList(
    '[{"id":"1","userid":" Ä8 "},{"id":"2","userid":9007199254740993},{"id":"3","userid":""}]',
  );
  expect(list.rows.map((row) => row.owner)).toEqual([" Ä8 ", null, null]);
  expect(list.ownerlessRows).toBe(2);
});

test("a label is text that can be kept: half a sign is none, and its end cuts none in two", () => {
  const read = (text: string) => readLabel({ columns: { a: text }, doubled: [] }, ["a"]);
  expect(read("a\ud800b\udfff")).toBe("ab");
  const long = read(`${"x".repeat(299)}😀😀`) ?? "";
  expect([long.length, /\p{Cs}/u.test(long)]).toEqual([299, false]);
});

test("a label holds no mark that reorders or hides text", () => {
  const read = (text: string) => readLabel({ columns: { a: text }, doubled: [] }, ["a"]);
  expect(read("a\u202eb\u2066c\u061cd\u200be\u2028f\u0007g")).toBe("abcde f g");
  expect(read("\u202e")).toBeNull();
});

test("the owner comes from the column of the setting alone", () => {
  const body = '[{"id":"1","userid":"8","uid":"9"},{"id":"2","userid":"8"}]';
  expect(hostList(body, "uid")).toMatchObject({ ownerColumn: "uid", ownerlessRows: 1 });
  expect(hostList(body, "uid").rows.map((row) => row.owner)).toEqual(["9", null]);
  expect(hostList(body, "owner")).toMatchObject({ ownerColumn: null, ownerlessRows: 2 });
  expect(hostList('[{"id":"1","__proto__":{"owner":"8"}}]', "owner").rows[0]?.owner).toBeNull();
});

test("an address that is none is not passed on", () => {
  const [row] = hostList(
    '[{"id":"1","ip":"1.2.3.4; rm -rf /","ipv6":"1.2.3.4","additionals_ip":"5.6.7.8,x,"}]',
  ).rows;
  expect(row).toMatchObject({ ipv4: null, ipv6: null, additionalIps: ["5.6.7.8"] });
});

test("the vendor's vm_state", () => {
  const body =
    'running|{"backuptask":"0","bwdate":"1635756349","bwlimit":"500","bwusage":"0","osid":"15","ostype":"centos","taskmsg":"0","taskstatus":"3","taskstep":"3","tasktype":"3","vmname":"yuan","os":"centos7.6.vhdx"}';
  const reply = classify("state", utf8(body));
  expect(reply.kind === "value" && hostStateOf(reply.value)).toEqual({
    word: "running",
    details: {
      trafficUsedGb: 0,
      trafficLimitGb: 500,
      trafficResetAt: new Date(1_635_756_349_000),
      imageId: "15",
      imageName: "centos7.6.vhdx",
      osFamily: "centos",
      name: "yuan",
      task: { type: "3", step: "3", status: "3", message: "0" },
      backupTask: "0",
    },
  });
});

test("vm_exinfo without publicip: a private main address tells that a shared one stands before it", () => {
  const shared = rows({ ip: "172.16.3.3", iptype: "2" }, { ip: "203.0.113.5", iptype: "0" }, {}).map(
    (row) => addressesOf(row).isShared,
  );
  expect(shared).toEqual([true, false, false]);
});

test("the vendor's vm_exinfo: a host behind a shared address", () => {
  const body =
    '{"bwdate":"1645975100","bwlimit":"0","bwusage":"0","guid":"143f8cb7-084a-4a79-ba55-827842ce6595","id":"309","ip":"172.16.3.3","iptype":"2","mac":"00:15:5d:e0:64:5d","os":"windows 2003r2","ostype":"windows","publicip":"192.168.1.202","remote_port":"0","rvcount":"0","vmname":"natwin2003"}';
  const reply = classify("object", utf8(body));
  expect(reply.kind === "value" && addressesOf(reply.value)).toMatchObject({
    ip: "172.16.3.3",
    ipKind: "2",
    mac: "00:15:5d:e0:64:5d",
    publicIp: "192.168.1.202",
    remotePort: 0,
    trafficLimitGb: 0,
    reinstallsUsed: 0,
  });
});

test("the vendor's vm_monitor gives the master's clock of the newest sample", () => {
  const body =
    '[{"cpu":"0.1","time":"1661702416","times":"2022-08-29 00:00:16"},{"cpu":"0.1","time":"1661702476","times":"2022-08-29 00:01:16"}]';
  const reply = classify("list", utf8(body));
  const clock = reply.kind === "value" && monitorClockOf(reply.value);
  expect(clock).toEqual({ unixSeconds: 1_661_702_476, masterClock: "2022-08-29 00:01:16" });
  expect(monitorClockOf([])).toBeNull();
});

test("mappings and tasks of other hosts, or of nobody, are dropped", () => {
  const all = rows(
    { id: "1", vmid: "5", nattype: "1", privateport: "3389", publicport: 20001, publicip: "203.0.113.7" },
    { id: "2", vmid: "6", nattype: "1", privateport: "22", publicport: "20002" },
    { id: "3", nattype: "1", privateport: "22", publicport: "20003" },
    { id: "4", vmid: 5, nattype: "2", domainname: "a.example", privateport: "80" },
  );
  expect(rowsOfHost(all, vmId("5"), MAPPING_COLUMNS).map(mappingOf)).toEqual([
    { id: "1", kind: "port", insidePort: 3389, publicPort: 20001, publicIp: "203.0.113.7", domain: null },
    { id: "4", kind: "domain", insidePort: 80, publicPort: null, publicIp: null, domain: "a.example" },
  ]);
  expect(rowsOfHost(rows({ vmid: "6", tasktype: "5" }, { tasktype: "5" }), vmId("5"), TASK_COLUMNS)).toEqual(
    [],
  );
});

test("a user is one who is exactly what was asked for", () => {
  const all = rows(
    { id: "1", userid: "8", username: "Ann", email: "ann@example.org", status: 0 },
    { id: "2", userid: "80", username: "ann2", email: "ann@example.org.evil", status: "0", utype: "10" },
  );
  const [user] = usersOf(all, { username: "ann" });
  expect(user).toMatchObject({ rowId: "1", userId: "8", status: "0" });
  expect(usersOf(all, { email: "ANN@example.org" })).toHaveLength(1);
  expect(usersOf(all, { username: "an" })).toEqual([]);
});
