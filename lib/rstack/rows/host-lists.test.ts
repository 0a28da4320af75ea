import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVmId, type VmId } from "../ids";
import { addressOf } from "./address-row";
import { consoleStateOf } from "./console-state";
import { readDay, readQuota } from "./fields";
import { imagesOf, mediaOf } from "./image-row";
import { bindingsOf } from "./mapping-row";
import { monitorSamplesOf } from "./monitor-row";
import { parseObject, parseRows, type RawRow } from "./raw-row";
import { backupsOf, snapshotsOf } from "./snapshot-row";

const vmId = parseVmId("5") as VmId;
const rows = (...columns: Record<string, unknown>[]): RawRow[] =>
  columns.map((c) => ({ columns: c, doubled: [] }));
function parsed(text: string): RawRow[] {
  const read = parseRows(text);
  if (!Array.isArray(read)) throw new Error("no rows");
  return read;
}

describe("images", () => {
  test("the other kind, where a row says so in words or by its file, is left out", () => {
    const list = rows(
      { id: "1", name: "Debian", osname: "debian.vhdx", ostype: "debian", osfile: "os", remark: "new" },
      { id: 2, osname: "netinst.ISO" },
      { id: "3", osfile: "cd" },
      { id: "4", osfile: "win.vhdx" },
      { id: "5", name: "?" },
      { id: "0", osfile: "os" },
    );
    expect(imagesOf(list, "system").map(({ id, kind }) => [id, kind])).toEqual([
      ["1", "system"],
      ["4", "system"],
      ["5", "unknown"],
    ]);
    expect(imagesOf(list, "disc").map(({ id }) => id)).toEqual(["2", "3", "5"]);
    expect(imagesOf(list, "system")[0]).toEqual({
      id: "1",
      name: "Debian",
      fileName: "debian.vhdx",
      osFamily: "debian",
      remark: "new",
      kind: "system",
    });
    expect(imagesOf(parsed('[{"id":"1","id":"2"}]'), "system")).toEqual([]);
  });

  test("a medium is known by cdid, else by id", () => {
    const list = rows({ id: "9", cdid: "31", name: "A" }, { id: "32", osname: "b.iso" }, { name: "C" });
    expect(mediaOf(list, vmId)).toEqual([
      { id: "31", name: "A" },
      { id: "32", name: "b.iso" },
    ]);
  });
});

describe("copies", () => {
  test("a snapshot: its name, when, and whether it is done", () => {
    const list = rows(
      { snapshotname: " s1 ", addtime: "1661702416", status: "1" },
      { name: "s2", createtime: 1661702416, status: "0" },
      { name: "s3", addtime: "2022-08-29 00:00:16" },
      { name: "s2", status: "1" },
      { name: "" },
      { name: "line\nbreak" },
      { name: "x".repeat(256) },
    );
    const createdAt = new Date(1661702416000);
    expect(snapshotsOf(list, vmId)).toEqual([
      { name: " s1 ", createdAt, state: "done" },
      { name: "s2", createdAt, state: "in-progress" },
      { name: "s3", createdAt: null, state: null },
    ]);
  });

  test("a backup of the other kind is left out; a size counts where its unit is written", () => {
    const list = rows(
      { vmid: 5, name: "b1", backuptype: "2", status: "1", addtime: "1661702416", size: "1.5 TB" },
      { vmid: "5", name: "b2", size: "2048M" },
      { vmid: "5", name: "b3", size: "2048" },
      { vmid: "5", name: "b4", sizegb: "12" },
      { vmid: "5", name: "s1", backuptype: "1" },
    );
    expect(backupsOf(list, "full").map(({ name, sizeGb }) => [name, sizeGb])).toEqual([
      ["b1", 1536],
      ["b2", 2],
      ["b3", null],
      ["b4", 12],
    ]);
    expect(backupsOf(list, "snapshot").map(({ name }) => name)).toEqual(["b2", "b3", "b4", "s1"]);
  });
});

test("addresses: what kind the provider says they are, never what their range looks like", () => {
  const list = rows(
    { id: "1", vmid: "5", ip: "192.0.2.9", iptype: "0", gateway: "192.0.2.1", netmask: "255.255.255.0" },
    { id: "2", vmid: "5", ip: "2001:db8::9", iptype: "0", netmask: "64" },
    { vmid: "5", ip: "172.16.0.9", iptype: 2, gateway: "none", netmask: "many" },
    { vmid: "5", ip: "172.16.0.10" },
    { vmid: "5", ip: "fe80::1%eth0" },
  );
  const none = { id: null, gateway: null, netmask: null };
  expect(list.map(addressOf).filter(Boolean)).toEqual([
    { id: "1", address: "192.0.2.9", kind: "ipv4", gateway: "192.0.2.1", netmask: "255.255.255.0" },
    { ...none, id: "2", address: "2001:db8::9", kind: "ipv6", netmask: "64" },
    { ...none, address: "172.16.0.9", kind: "private-ipv4" },
    { ...none, address: "172.16.0.10", kind: "unknown" },
  ]);
});

test("a name is bound in whatever form it stands there, and a part of another name isn't it", () => {
  const list = [
    ...rows(
      { vmid: "5", domainname: "WWW.Bücher.example." },
      { vmid: "x", domainname: "www.xn--bcher-kva.example" },
      { vmid: "6", domainname: "www.bücher.example.org" },
      { vmid: "7", domainname: "bücher.example" },
    ),
    ...parsed('[{"vmid":"8","vmid":"9","domainname":"www.bücher.example"}]'),
  ];
  expect(bindingsOf(list, "www.xn--bcher-kva.example").map((bound) => bound.vmId)).toEqual(["5", null, null]);
});

describe("the console", () => {
  test("the vendor's two samples", () => {
    const sample = (expiretime: string, vnctoken: string) => {
      const text = `{"expiretime":"${expiretime}","guid":"138d0073-5026-458d-b2b6-77084e8628fe","nodeip":"192.168.1.23","state":"enabled","vmname":"vnc_yuan","vncserver":"http://192.168.1.23:8001","vnctoken":"${vnctoken}"}`;
      const row = parseObject(text);
      if (row === null || row === "shape") throw new Error("no object");
      return consoleStateOf(row);
    };
    const closed = {
      state: "enabled",
      server: "http://192.168.1.23:8001",
      token: null,
      guid: "138d0073-5026-458d-b2b6-77084e8628fe",
      hostName: "vnc_yuan",
      nodeAddress: "192.168.1.23",
      expiresAt: null,
    };
    expect(sample("", "")).toEqual(closed);
    const expiresAt = new Date(1636995382_000);
    expect(sample("1636995382", "stpj")).toEqual({ ...closed, token: "stpj", expiresAt });
  });

  test("two servers or two tokens are none", () => {
    const row = parseObject('{"vncserver":"http://a","vncserver":"http://b","vnctoken":"1","vnctoken":"2"}');
    if (row === null || row === "shape") throw new Error("no object");
    expect(consoleStateOf(row)).toMatchObject({ server: null, token: null });
  });
});

describe("figures", () => {
  const sample = (columns: Record<string, unknown>) =>
    monitorSamplesOf(rows({ time: "1661702416", ...columns }), vmId)[0];

  test("the vendor's sample, character by character", () => {
    const body =
      '[{"cpu":"0.1","disk":"0,0,0,0","memory":"1024,1024,0","network":"0,1","systemversion":"rstack v1.0","time":"1661702416","times":"2022-08-29 00:00:16","vmname":"ser50861952"},{"cpu":"0.1","disk":"0,0,0,0","memory":"1024,1024,0","network":"0,0","systemversion":"rstack v1.0","time":"1661702476","times":"2022-08-29 00:01:16","vmname":"ser50861952"}]';
    const first = {
      unixSeconds: 1661702416,
      masterClock: "2022-08-29 00:00:16",
      cpuPercent: 0.1,
      memoryUsed: 1024,
      memoryTotal: 1024,
      memoryPercent: 0,
      systemRead: 0,
      systemWrite: 0,
      dataRead: 0,
      dataWrite: 0,
      networkUp: 0,
      networkDown: 1,
      systemVersion: "rstack v1.0",
    };
    const second = { unixSeconds: 1661702476, masterClock: "2022-08-29 00:01:16", networkDown: 0 };
    expect(monitorSamplesOf(parsed(body), vmId)).toEqual([first, { ...first, ...second }]);
  });

  test("rows in any order, sorted by time", () => {
    const first = { cpu: "0.1", disk: "1,2,3,4", memory: "1024,2048,50", network: "5,6" };
    const samples = monitorSamplesOf(
      rows(
        { ...first, time: "1661702476", times: "2022-08-29 00:01:16" },
        { ...first, time: "1661702416", times: "2022-08-29 00:00:16" },
        { ...first, time: "" },
      ),
      vmId,
    );
    expect(samples.map(({ unixSeconds }) => unixSeconds)).toEqual([1661702416, 1661702476]);
    expect(samples[0]).toEqual({
      unixSeconds: 1661702416,
      masterClock: "2022-08-29 00:00:16",
      cpuPercent: 0.1,
      memoryUsed: 1024,
      memoryTotal: 2048,
      memoryPercent: 50,
      systemRead: 1,
      systemWrite: 2,
      dataRead: 3,
      dataWrite: 4,
      networkUp: 5,
      networkDown: 6,
      systemVersion: null,
    });
  });

  test("a part that isn't there or can't be read is null, and the others keep their places", () => {
    expect(sample({ cpu: 12, disk: "1,,x,4", memory: "5", network: null })).toMatchObject({
      cpuPercent: 12,
      memoryUsed: 5,
      memoryTotal: null,
      memoryPercent: null,
      systemRead: 1,
      systemWrite: null,
      dataRead: null,
      dataWrite: 4,
      networkUp: null,
    });
    expect(sample({ cpu: "7 %", disk: "-1" })).toMatchObject({ cpuPercent: 7, systemRead: null });
  });

  test("whatever a column holds, a figure is a finite number that isn't negative, or null", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.jsonValue()), (value) => {
        const read = sample({ cpu: value, disk: value, memory: value, network: value });
        for (const figure of Object.values(read ?? {})) {
          expect(typeof figure !== "number" || (Number.isFinite(figure) && figure >= 0)).toBe(true);
        }
      }),
    );
  });
});

test("days and limits: what can't be one is none", () => {
  const day = (cvdate: unknown) => readDay({ columns: { cvdate }, doubled: [] }, ["cvdate"]);
  expect(["20190501", 20190501, "2019-5-1", "2019/05/01", "2019-05-01 00:28:22"].map(day)).toEqual(
    Array(5).fill("2019-05-01"),
  );
  expect(["0", 0, "", null, "20190231", "20191301", "1661702416", "yesterday"].map(day)).toEqual(
    Array(8).fill(null),
  );
  const quota = (portmap: unknown) => readQuota({ columns: { portmap }, doubled: [] }, ["portmap"]);
  expect(["-1", 0, "10", "-2", "many", ""].map(quota)).toEqual([-1, 0, 10, null, null, null]);
});
