import { describe, expect, it } from "vitest";
import type { HostView } from "@/lib/hosts/host-view";
import { stateOf } from "./keep";
import {
  dropOldStates,
  dropStates,
  endsStay,
  filesCache,
  freshState,
  isFile,
  isPage,
  isWhole,
  KEPT_MS,
  mayTakeLong,
  messageOf,
  oldFiles,
  onlyState,
  ownPage,
  STATE_KEY,
  stateCache,
} from "./rules";

const at = (path: string) => new URL(path, "https://panel.example");
const NOW = Date.UTC(2026, 10, 27, 12);
const HOUR = 3_600_000;

const host = (over: Partial<HostView> = {}): HostView => ({
  id: "101",
  name: "web01",
  masterName: "vps-101",
  note: "the shop",
  tags: [],
  protected: false,
  state: "running",
  stateSince: null,
  stateAsOf: "2026-11-27T11:59:00.000Z",
  system: { family: "debian", name: "Debian 12" },
  region: "Frankfurt",
  maintenance: false,
  addresses: {
    main: "203.0.113.7",
    untoldInside: false,
    told: true,
    more: [],
    shared: null,
    remotePort: null,
  },
  traffic: { usedGb: 1, limitGb: 10, unlimited: false, resetAt: null },
  cpuCores: 2,
  memoryMb: 2048,
  possible: {} as HostView["possible"],
  operation: null,
  ...over,
});

/** As much of the browser's as the rules use: of each cache its one entry, or undefined where it has none. */
function caches(entries: Record<string, unknown>) {
  const kept = new Map(Object.entries(entries));
  const textOf = (entry: unknown) => (typeof entry === "string" ? entry : JSON.stringify(entry));
  return {
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
    open: async (name: string) => ({
      delete: async (key: string) => key === STATE_KEY && kept.set(name, undefined),
    }),
    match: async (key: string, { cacheName }: { cacheName: string }) =>
      key === STATE_KEY && kept.get(cacheName) !== undefined
        ? new Response(textOf(kept.get(cacheName)))
        : undefined,
    full: () => [...kept].filter(([, entry]) => entry !== undefined).map(([name]) => name),
  } as unknown as CacheStorage & { full(): string[] };
}
const names = async (of: CacheStorage) => (await of.keys()).sort();
const keptAt = (time: number) => stateOf([host()], null, time);

describe("the kept state", () => {
  it("holds names and states, and nothing else of a host", () => {
    const state = stateOf([host()], "Europe/Berlin", NOW);
    expect(state.hosts).toEqual([
      { id: "101", name: "web01", state: "running", busy: false, asOf: "2026-11-27T11:59:00.000Z" },
    ]);
    const text = JSON.stringify(state);
    for (const told of ["203.0.113.7", "the shop", "vps-101", "Debian", "Frankfurt"]) {
      expect(text).not.toContain(told);
    }
  });

  it("says where an operation was in progress that changes the state", () => {
    const operation = { kind: "restart", outcome: "open" } as HostView["operation"];
    expect(stateOf([host({ operation })], null, NOW).hosts[0]?.busy).toBe(true);
    const ended = { kind: "restart", outcome: "done" } as HostView["operation"];
    expect(stateOf([host({ operation: ended })], null, NOW).hosts[0]?.busy).toBe(false);
  });

  it("has an end, and counts what it leaves out", () => {
    const many = Array.from({ length: 230 }, (_, n) => host({ id: String(n) }));
    const { hosts, more } = stateOf(many, null, NOW);
    expect([hosts.length, more]).toEqual([200, 30]);
  });

  it.each([
    ["just kept", 0, true],
    ["23 hours old", 23 * HOUR, true],
    ["of a clock that was put right by a minute", -60_000, true],
    ["24 hours old", KEPT_MS, false],
    ["from later than now", -HOUR, false],
  ])("%s", (_, age, isShown) => {
    expect(freshState(keptAt(NOW - age), NOW) !== null).toBe(isShown);
  });

  it.each([
    [null],
    ["<!doctype html>"],
    [{}],
    [{ ...keptAt(NOW), keptAt: "soon" }],
    [{ ...keptAt(NOW), hosts: {} }],
    [{ ...keptAt(NOW), hosts: [{ id: "101", name: "web01", state: "flying", asOf: null }] }],
    [{ ...keptAt(NOW), hosts: [{ id: 101, name: "web01", state: "off", asOf: null }] }],
  ])("is none where it isn't as this release writes it: %j", (kept) => {
    expect(freshState(kept, NOW)).toBeNull();
  });

  it("of another account goes, and one's own stays", async () => {
    const held = caches({
      [stateCache("ann")]: keptAt(NOW - HOUR),
      [stateCache("ben")]: keptAt(NOW),
      [filesCache("1")]: {},
    });
    await dropStates(held, "ann", NOW);
    expect(await names(held)).toEqual([filesCache("1"), stateCache("ann")]);
  });

  it("goes altogether for staff, in a view, and after signing out", async () => {
    const held = caches({ [stateCache("ann")]: keptAt(NOW), [stateCache("null")]: keptAt(NOW) });
    await dropStates(held, null, NOW);
    expect(await names(held)).toEqual([]);
  });

  it("goes when it is too old or can't be read, even one's own", async () => {
    const held = caches({ [stateCache("ann")]: keptAt(NOW - KEPT_MS) });
    await dropStates(held, "ann", NOW);
    expect(held.full()).toEqual([]);
    const others = caches({
      [stateCache("ann")]: keptAt(NOW - KEPT_MS),
      [stateCache("ben")]: keptAt(NOW),
      [stateCache("cat")]: "<html>",
    });
    await dropOldStates(others, NOW);
    expect(others.full()).toEqual([stateCache("ben")]);
  });

  it("leaves the cache that a page has opened and not yet written to", async () => {
    const held = caches({ [stateCache("ann")]: undefined });
    await dropStates(held, "ann", NOW);
    await dropOldStates(held, NOW);
    expect(await names(held)).toEqual([stateCache("ann")]);
  });

  it("is shown where there is exactly one", async () => {
    const one = { [stateCache("ann")]: keptAt(NOW) };
    expect((await onlyState(caches(one), NOW))?.hosts).toHaveLength(1);
    expect(await onlyState(caches({ ...one, [stateCache("ben")]: keptAt(NOW) }), NOW)).toBeNull();
    const empty = { [stateCache("ben")]: undefined };
    expect((await onlyState(caches({ ...one, ...empty }), NOW))?.hosts).toHaveLength(1);
    expect(await onlyState(caches({}), NOW)).toBeNull();
    expect(await onlyState(caches(one), NOW + KEPT_MS)).toBeNull();
  });
});

describe("what the worker answers", () => {
  it.each(["/", "/hosts", "/hosts/101", "/hosts/101/network?x=1", "/account", "/admin/hosts"])(
    "in the place of %s, the offline page",
    (path) => expect(isPage(at(path))).toBe(true),
  );

  it.each([
    ...["/sign-in", "/sso?ticket=x", "/activate/abc", "/reset/abc", "/email/abc", "/second-factor"],
    ...[
      "/hosts/101/console",
      "/hosts/101/console/window",
      "/hosts/101/connect.rdp",
      "/admin/hosts/csv",
      "/api/hosts",
      "/api/live",
      "/hostsx",
      "/unsubscribe",
    ],
  ])("nothing for %s", (path) => expect(isPage(at(path))).toBe(false));

  it("takes no place that a browser could read as another origin's", () => {
    expect(isPage(new URL("https://panel.example//evil.example/x"))).toBe(false);
  });

  it("gives staff's pages the time that they need", () => {
    expect(mayTakeLong(at("/admin/connection"))).toBe(true);
    expect(mayTakeLong(at("/hosts"))).toBe(false);
  });

  it.each(["/sign-in", "/sign-in?ended=1", "/sso?ticket=x"])("%s ends a stay", (path) =>
    expect(endsStay(at(path))).toBe(true),
  );
  it.each(["/hosts", "/sign-in-help", "/account"])("%s ends none", (path) =>
    expect(endsStay(at(path))).toBe(false),
  );

  it("keeps files alone whose name says what is in them", () => {
    for (const path of [
      "/_next/static/chunks/0a-b_~.js",
      "/_next/static/media/a.woff2",
      "/_next/static/chunks/a.css",
    ]) {
      expect(isFile(at(path)), path).toBe(true);
    }
    for (const path of [
      ...[
        "/_next/static/BUILD/_buildManifest.js",
        "/_next/static/chunks/a.js?v=1",
        "/_next/static/chunks/a.html",
      ],
      ...[
        "/_next/static/offline/shell-1.html",
        "/api/hosts",
        "/hosts",
        "/icon.svg",
        "/_next/data/chunks/a.js",
      ],
    ]) {
      expect(isFile(at(path)), path).toBe(false);
    }
  });

  it("keeps no file but the whole one", () => {
    const script = at("/_next/static/chunks/a.js");
    const answer = (over: Partial<Response>, type = "application/javascript; charset=UTF-8", more = {}) => ({
      status: 200,
      type: "basic" as const,
      redirected: false,
      headers: new Headers({ "content-type": type, ...more }),
      ...over,
    });
    expect(isWhole(script, answer({}))).toBe(true);
    expect(isWhole(at("/_next/static/chunks/a.css"), answer({}, "text/css"))).toBe(true);
    expect(isWhole(script, answer({}, "text/html"))).toBe(false);
    expect(isWhole(script, answer({ status: 206 }))).toBe(false);
    expect(isWhole(script, answer({}, undefined, { "content-range": "bytes 0-9/10" }))).toBe(false);
    expect(isWhole(script, answer({ status: 404 }))).toBe(false);
    expect(isWhole(script, answer({ redirected: true }))).toBe(false);
    for (const type of ["opaque", "opaqueredirect", "cors", "error"] as const) {
      expect(isWhole(script, answer({ type }))).toBe(false);
    }
  });

  it("throws away the files of every other release, and nothing else", () => {
    const all = [filesCache("1"), filesCache("2"), stateCache("ann"), "panel-look", "serwist-precache-v2-x"];
    expect(oldFiles(all, "2")).toEqual([filesCache("1")]);
  });
});

describe("a message", () => {
  const nothing = { title: "panel.example", text: "", path: "/notifications" };
  it.each<[unknown, object]>([
    [
      { title: "P", text: "web01 went down.", path: "/hosts/101" },
      { title: "P", text: "web01 went down." },
    ],
    [{ title: "P", text: 1, path: "/" }, nothing],
    [null, nothing],
    ["words", nothing],
  ])("says what it holds, or where it is from: %j", (data, said) => {
    expect(messageOf({ json: () => data }, "panel.example")).toMatchObject(said);
  });

  it("that can't be read says where it is from", () => {
    expect(messageOf(null, "panel.example")).toEqual(nothing);
    expect(messageOf({ json: () => JSON.parse("{") }, "panel.example")).toEqual(nothing);
  });

  it.each<[unknown, string]>([
    ["/hosts/101/monitor?range=30d", "/hosts/101/monitor?range=30d"],
    ["https://evil.example/hosts", "/notifications"],
    ["//evil.example/", "/notifications"],
    ["javascript:alert(1)", "/notifications"],
  ])("opens a page of the panel alone: %s", (path, page) => {
    expect(ownPage(path, "https://panel.example")).toBe(`https://panel.example${page}`);
  });
});
