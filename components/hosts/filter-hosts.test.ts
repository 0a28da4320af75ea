import { describe, expect, it } from "vitest";
import {
  choiceFrom,
  choiceHref,
  chooseHosts,
  closestHosts,
  countHosts,
  type HostChoice,
  type HostFilter,
  nextSort,
  STEP,
  urgentOf,
} from "./filter-hosts";
import { aHost, anOperation } from "./testing";

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
const NONE = { all: 0, running: 0, off: 0, working: 0, attention: 0, restricted: 0 };
const ids = (filter: HostFilter, query = "") => chooseHosts(hosts, { filter, query }).map(({ id }) => id);

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

  it("puts favourites behind those that need attention, and before all others", () => {
    const all = { filter: "all", query: "" } as const;
    const order = chooseHosts(hosts, all, urgentOf(hosts), ["1", "5"]).map(({ id }) => id);
    expect(order).toEqual(["5", "3", "1", "4", "2"]);
  });

  it("counts a host once: over its traffic as in need of attention alone", () => {
    expect(ids("running")).toEqual(["2", "1"]);
    expect(ids("attention")).toEqual(["3"]);
    expect(ids("restricted")).toEqual(["5"]);
    expect(countHosts(hosts)).toEqual({ ...NONE, all: 5, running: 2, off: 1, attention: 1, restricted: 1 });
  });

  it("counts paused and saved hosts as off, and hosts in set-up as working", () => {
    const others = [
      aHost({ id: "1", state: "paused" }),
      aHost({ id: "2", state: "saved" }),
      aHost({ id: "3", state: "setting-up" }),
    ];
    expect(countHosts(others)).toEqual({ ...NONE, all: 3, off: 2, working: 1 });
  });

  it("counts a host that is being started as working alone", () => {
    const starting = [aHost({ state: "off", operation: anOperation({ kind: "start", outcome: "open" }) })];
    expect(countHosts(starting)).toEqual({ ...NONE, all: 1, working: 1 });
  });

  it("finds by system and region", () => {
    const found = (query: string) =>
      chooseHosts([aHost({ system: { family: "linux", name: "Ubuntu 24.04" }, region: "Frankfurt 1" })], {
        filter: "all",
        query,
      }).length;
    expect([found("ubuntu"), found("frankfurt"), found("debian")]).toEqual([1, 1, 0]);
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

  it("finds by a tag, and by the sign and the whole tag those that have it alone", () => {
    const tagged = [
      aHost({ id: "1", name: "a", tags: ["prod"] }),
      aHost({ id: "2", name: "prod", tags: ["production"] }),
    ];
    const found = (query: string) => chooseHosts(tagged, { filter: "all", query }).map(({ id }) => id);
    expect(found("prod")).toEqual(["1", "2"]);
    expect(found("#PROD")).toEqual(["1"]);
    expect(found("#pro")).toEqual([]);
  });

  it("offers what a mistyped name may have meant", () => {
    expect(closestHosts(hosts, "wbe2").map(({ name }) => name)).toEqual(["web2", "web10"]);
    expect(closestHosts(hosts, "zzzz")).toEqual([]);
  });

  it("lives in the address and takes nothing strange from it", () => {
    const plain = { filter: "all", query: " ", sort: null, shown: STEP } as const;
    expect(choiceHref(plain)).toBe("/hosts");
    expect(choiceHref({ ...plain, filter: "off", query: "a b" })).toBe("/hosts?filter=off&q=a+b");
    expect(choiceHref({ ...plain, shown: 150 })).toBe("/hosts?show=150");
    expect(choiceHref({ ...plain, sort: { by: "traffic", descending: true } })).toBe("/hosts?sort=-traffic");
    const read = (search: string) => choiceFrom(new URLSearchParams(search));
    expect(read("show=150").shown).toBe(150);
    expect(read("filter=everything&show=1e9.5")).toEqual({
      filter: "all",
      query: "",
      sort: null,
      shown: STEP,
    });
    expect(read("sort=-traffic").sort).toEqual({ by: "traffic", descending: true });
    expect(read("sort=cpu").sort).toBe(null);
  });

  it("sorts by a column: ascending, descending, and back to its own order", () => {
    const sorted = (sort: HostChoice["sort"]) =>
      chooseHosts(hosts, { filter: "all", query: "", sort }).map(({ id }) => id);
    const first = nextSort(null, "host");
    const second = nextSort(first, "host");
    expect(sorted(first)).toEqual(["4", "5", "3", "2", "1"]);
    expect(sorted(second)).toEqual(["1", "2", "3", "5", "4"]);
    expect(nextSort(second, "host")).toBe(null);
    expect(nextSort(second, "system")).toEqual({ by: "system", descending: false });
  });

  it("sorts figures as figures, and those without one before all others", () => {
    const used = (id: string, usedGb: number | null) =>
      aHost({ id, traffic: { usedGb, limitGb: 1_000, unlimited: false, resetAt: null } });
    const sort = { by: "traffic", descending: true } as const;
    const some = [used("1", 9), used("2", null), used("3", 10), used("4", 0)];
    const found = chooseHosts(some, { filter: "all", query: "", sort }).map(({ id }) => id);
    expect(found).toEqual(["3", "1", "4", "2"]);
  });
});
