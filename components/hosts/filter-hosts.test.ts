import { describe, expect, it } from "vitest";
import type { HostView } from "@/lib/hosts/host-view";
import {
  choiceFrom,
  choiceHref,
  closestHosts,
  countHosts,
  findHosts,
  type HostChoice,
  type HostFilter,
  isInFilter,
  nextSort,
  STEP,
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
const PLAIN: HostChoice = { filter: "all", query: "", narrowed: {}, sort: null, shown: STEP };
const found = (of: HostView[], choice: Partial<HostChoice>) =>
  findHosts(of, { ...PLAIN, ...choice })
    .filter((host) => isInFilter(choice.filter ?? "all", host))
    .map(({ id }) => id);
const ids = (filter: HostFilter, query = "") => found(hosts, { filter, query });

describe("the choice of hosts", () => {
  it("is by name, as people count", () => {
    expect(ids("all")).toEqual(["4", "5", "3", "2", "1"]);
  });

  it("narrows by system, region, tag and traffic, all of which must hold", () => {
    const traffic = (usedGb: number | null) => ({ usedGb, limitGb: 100, unlimited: false, resetAt: null });
    const some = [
      aHost({ id: "1", name: "a", region: "Frankfurt 1", tags: ["prod"], traffic: traffic(81) }),
      aHost({ id: "2", name: "b", region: "Frankfurt 1", tags: ["prod", "db"], traffic: traffic(80) }),
      aHost({ id: "3", name: "c", region: "Amsterdam", tags: [], traffic: traffic(null) }),
    ];
    const narrowed = (by: HostChoice["narrowed"]) => found(some, { narrowed: by });
    expect(narrowed({ region: "Frankfurt 1" })).toEqual(["1", "2"]);
    expect(narrowed({ region: "Frankfurt 1", tag: "db" })).toEqual(["2"]);
    expect(narrowed({ traffic: "80" })).toEqual(["1"]);
    expect(narrowed({ system: "Plan 9" })).toEqual([]);
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
    const one = [aHost({ system: { family: "linux", name: "Ubuntu 24.04" }, region: "Frankfurt 1" })];
    const count = (query: string) => found(one, { query }).length;
    expect([count("ubuntu"), count("frankfurt"), count("debian")]).toEqual([1, 1, 0]);
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
    const count = (query: string) => found(named, { query }).length;
    expect([count("shop"), count("20417"), count("web")]).toEqual([1, 1, 0]);
  });

  it("finds by a tag, and by the sign and the whole tag those that have it alone", () => {
    const tagged = [
      aHost({ id: "1", name: "a", tags: ["prod"] }),
      aHost({ id: "2", name: "prod", tags: ["production"] }),
    ];
    expect(found(tagged, { query: "prod" })).toEqual(["1", "2"]);
    expect(found(tagged, { query: "#PROD" })).toEqual(["1"]);
    expect(found(tagged, { query: "#pro" })).toEqual([]);
  });

  it("offers what a mistyped name may have meant", () => {
    expect(closestHosts(hosts, "wbe2").map(({ name }) => name)).toEqual(["web2", "web10"]);
    expect(closestHosts(hosts, "zzzz")).toEqual([]);
  });

  it("lives in the address and takes nothing strange from it", () => {
    const plain = { ...PLAIN, query: " " };
    expect(choiceHref(plain)).toBe("/hosts");
    expect(choiceHref({ ...plain, filter: "off", query: "a b" })).toBe("/hosts?filter=off&q=a+b");
    expect(choiceHref({ ...plain, shown: 150 })).toBe("/hosts?show=150");
    expect(choiceHref({ ...plain, sort: { by: "traffic", descending: true } })).toBe("/hosts?sort=-traffic");
    expect(choiceHref({ ...plain, narrowed: { region: "Oslo" } }, { filter: "off" })).toBe(
      "/hosts?filter=off&region=Oslo",
    );
    const read = (search: string) => choiceFrom(new URLSearchParams(search));
    expect(read("show=150").shown).toBe(150);
    expect(read("filter=everything&show=1e9.5&traffic=7")).toEqual(PLAIN);
    expect(read("traffic=80&tag=db").narrowed).toEqual({ traffic: "80", tag: "db" });
    expect(read("sort=-traffic").sort).toEqual({ by: "traffic", descending: true });
    expect(read("sort=cpu").sort).toBe(null);
  });

  it("sorts by a column: ascending, descending, and back to by name", () => {
    const byName = nextSort(null, "host");
    expect(found(hosts, { sort: byName })).toEqual(["1", "2", "3", "5", "4"]);
    expect(nextSort(byName, "host")).toBe(null);
    const bySystem = nextSort(null, "system");
    expect(bySystem).toEqual({ by: "system", descending: false });
    expect(nextSort(nextSort(bySystem, "system"), "system")).toBe(null);
    expect(nextSort(bySystem, "host")).toBe(null);
  });

  it("sorts figures as figures, and those without one before all others", () => {
    const used = (id: string, usedGb: number | null) =>
      aHost({ id, traffic: { usedGb, limitGb: 1_000, unlimited: false, resetAt: null } });
    const sort = { by: "traffic", descending: true } as const;
    const some = [used("1", 9), used("2", null), used("3", 10), used("4", 0)];
    expect(found(some, { sort })).toEqual(["3", "1", "4", "2"]);
  });
});
