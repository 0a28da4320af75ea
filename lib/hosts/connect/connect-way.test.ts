import { describe, expect, it } from "vitest";
import type { Mapping } from "@/lib/rstack/master-client";
import { connectWayOf, type ReachFrom } from "./connect-way";
import { rdpFile, rdpFileName } from "./rdp-file";

const own: ReachFrom = {
  family: "debian",
  ipv4: "203.0.113.5",
  ipv6: null,
  publicIp: null,
  remotePort: 0,
  mappings: [],
  confirmed: true,
};
const shared: ReachFrom = { ...own, ipv4: "172.16.3.3", publicIp: "198.51.100.7" };
const rule = (
  insidePort: number | null,
  publicPort: number | null,
  kind: Mapping["kind"] = "port",
): Mapping => ({
  id: null,
  kind,
  insidePort,
  publicPort,
  publicIp: null,
  domain: null,
});

describe("a host with an address of its own", () => {
  it("is reached at the system's own port, or at the remote port", () => {
    expect(connectWayOf(own)).toEqual({
      way: "ssh",
      address: "203.0.113.5",
      port: 22,
      user: "root",
      shared: false,
      confirmed: true,
      command: "ssh root@203.0.113.5",
    });
    expect(connectWayOf({ ...own, remotePort: 22022 })).toMatchObject({
      command: "ssh -p 22022 root@203.0.113.5",
    });
    expect(connectWayOf({ ...own, family: "windows" })).toEqual({
      way: "rdp",
      address: "203.0.113.5",
      port: 3389,
      user: "Administrator",
      shared: false,
      confirmed: true,
    });
  });

  it("falls back to IPv6, and offers nothing without a valid address", () => {
    expect(connectWayOf({ ...own, ipv4: null, ipv6: "2001:db8::5" })).toMatchObject({
      address: "2001:db8::5",
    });
    expect(connectWayOf({ ...own, ipv4: "203.0.113.5; rm -rf /" })).toEqual({ way: "no-address" });
    expect(connectWayOf({ ...own, ipv4: "dhcp" })).toEqual({ way: "no-address" });
  });
});

describe("a host behind a shared address", () => {
  it.each([
    ["the mapping of the system's own port", [rule(80, 30080), rule(22, 24022)], 0, 24022],
    ["the mapping whose inside port is the remote port", [rule(2222, 24023)], 2222, 24023],
    ["the mapping whose public port is the remote port", [rule(8022, 2022)], 2022, 2022],
    ["the changed port's before the system's own", [rule(22, 24022), rule(2222, 24023)], 2222, 24023],
    ["the remote port itself where it is a given one", [], 24389, 24389],
    ["a given remote port beside foreign mappings", [rule(80, 30080)], 24389, 24389],
  ])("is reached by %s", (_, mappings, remotePort, port) => {
    expect(connectWayOf({ ...shared, mappings, remotePort })).toMatchObject({
      address: "198.51.100.7",
      port,
      shared: true,
    });
  });

  it.each([
    ["no mapping and the default port", [], 0],
    ["no mapping and a small remote port", [], 2222],
    ["a web mapping alone", [rule(22, 24022, "domain")], 0],
    ["a mapping without a public port", [rule(22, null)], 0],
    ["a port that is none", [rule(22, 70000)], 0],
  ])("can't be reached with %s", (_, mappings, remotePort) => {
    expect(connectWayOf({ ...shared, mappings, remotePort })).toEqual({
      way: "no-port",
      family: "ssh",
      publicAddress: "198.51.100.7",
    });
  });

  it("ignores an invalid address", () => {
    expect(connectWayOf({ ...shared, publicIp: "nat.example.com", remotePort: 24389 })).toEqual({
      way: "no-address",
    });
  });
});

describe("a host with an unknown system", () => {
  const unknown: ReachFrom = { ...own, family: "unknown" };
  it("is offered both ways, and neither as the right one", () => {
    const view = { way: "either", address: "203.0.113.5", shared: false, confirmed: true };
    expect(connectWayOf(unknown)).toEqual({ ...view, port: null });
    expect(connectWayOf({ ...unknown, remotePort: 22022 })).toEqual({ ...view, port: 22022 });
    expect(rdpFile(connectWayOf(unknown))).toBeNull();
  });

  it.each([
    [22, 24022],
    [3389, 24389],
  ])("is reached behind a shared address by either port: %i", (inside, port) => {
    const from = { ...shared, family: "unknown" as const };
    expect(connectWayOf({ ...from, mappings: [rule(80, 30080), rule(inside, port)] })).toMatchObject({
      port,
    });
    expect(connectWayOf(from)).toMatchObject({ way: "no-port", family: "either" });
  });
});

it("marks an address that the master has not confirmed", () => {
  expect(connectWayOf({ ...own, confirmed: false })).toMatchObject({ confirmed: false });
});

describe("the .rdp file", () => {
  it("holds fixed keys, CRLF line ends and the checked address, and nothing else", () => {
    const file = rdpFile(connectWayOf({ ...shared, family: "windows", remotePort: 24389 }));
    expect(file?.split("\r\n").slice(0, 2)).toEqual([
      "full address:s:198.51.100.7:24389",
      "username:s:Administrator",
    ]);
    expect(file?.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const v6 = rdpFile(connectWayOf({ ...own, family: "windows", ipv4: null, ipv6: "2001:db8::5" }));
    expect(v6).toContain("full address:s:[2001:db8::5]:3389\r\n");
    expect(rdpFile(connectWayOf(own))).toBeNull();
    expect(
      rdpFile({
        way: "rdp",
        address: "a\r\nshell:s:x",
        port: 1,
        user: "Administrator",
        shared: false,
        confirmed: true,
      }),
    ).toBeNull();
  });

  it("has a file name that can't break out of its header", () => {
    expect(rdpFileName('..\\"web;01\r\n', "7")).toBe("web-01.rdp");
    expect(rdpFileName("数据库", "7")).toBe("host-7.rdp");
  });
});
