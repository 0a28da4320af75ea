import { describe, expect, it } from "vitest";
import { choiceFrom, choiceHref, chooseHosts, closestHosts, countHosts, urgentOf } from "./filter-hosts";
import { aHost } from "./testing";

const hosts = [
  aHost({ id: "1", name: "web10", state: "running" }),
  aHost({
    id: "2",
    name: "web2",
    state: "running",
    addresses: {
      main: "203.0.113.24",
      untoldInside: false,
      told: true,
      more: ["2001:db8::18"],
      shared: null,
      remotePort: null,
    },
  }),
  aHost({ id: "3", name: "media", state: "over-traffic" }),
  aHost({ id: "4", name: "build", state: "off", note: "Nightly CI" }),
  aHost({ id: "5", name: "crm", state: "suspended" }),
];
const ids = (filter: "all" | "running" | "off" | "attention", query = "") =>
  chooseHosts(hosts, { filter, query }).map(({ id }) => id);

describe("the choice of hosts", () => {
  it("puts those that need attention first, and counts names as people do", () => {
    expect(ids("all")).toEqual(["5", "3", "4", "2", "1"]);
  });

  it("keeps the rows where they were when a state changes later", () => {
    const urgent = urgentOf(hosts);
    const later = hosts.map((host) => ({ ...host, state: host.id === "1" ? "locked" : "running" }) as const);
    const all = { filter: "all", query: "" } as const;
    expect(chooseHosts(later, all, urgent).map(({ id }) => id)).toEqual(["5", "3", "4", "2", "1"]);
    // The next time the page is made, it counts what is so then.
    expect(chooseHosts(later, all).map(({ id }) => id)).toEqual(["1", "4", "5", "3", "2"]);
  });

  it("counts a host over its traffic as running and as in need of attention", () => {
    expect(ids("running")).toEqual(["3", "2", "1"]);
    expect(ids("attention")).toEqual(["5", "3"]);
    expect(countHosts(hosts)).toEqual({ all: 5, running: 3, off: 1, attention: 2 });
  });

  it("finds by name, note and any address, whatever the case and width", () => {
    expect(ids("all", "WEB")).toEqual(["2", "1"]);
    expect(ids("all", "ＷＥＢ2")).toEqual(["2"]);
    expect(ids("all", "nightly")).toEqual(["4"]);
    expect(ids("all", "2001:db8")).toEqual(["2"]);
    expect(ids("off", "web")).toEqual([]);
  });

  it("finds a host that was given a name by the one that it has in RStack, too", () => {
    const named = [aHost({ name: "shop", masterName: "vps-20417" })];
    const found = (query: string) => chooseHosts(named, { filter: "all", query }).length;
    expect([found("shop"), found("20417"), found("web")]).toEqual([1, 1, 0]);
  });

  it("offers what a mistyped name may have meant", () => {
    expect(closestHosts(hosts, "wbe2").map(({ name }) => name)).toEqual(["web2", "web10"]);
    expect(closestHosts(hosts, "zzzz")).toEqual([]);
  });

  it("lives in the address and takes nothing strange from it", () => {
    expect(choiceHref({ filter: "all", query: " " })).toBe("/hosts");
    expect(choiceHref({ filter: "off", query: "a b" })).toBe("/hosts?filter=off&q=a+b");
    expect(choiceFrom("everything", ["a"])).toEqual({ filter: "all", query: "" });
  });
});
