import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/start";
import { dialectOf } from "@/lib/simulator/wire/dialect";
import { ACTION_OF, judgePages, wasPaused } from "./judge-pages";
import { NEEDS, PAGES, type PageName } from "./page-needs";
import { surveyLines } from "./survey-text";
import { surveyOf } from "./testing/survey";

let sim: Simulator;
beforeAll(async () => {
  sim = await startSimulator({ controlPort: 0 });
});
afterAll(() => sim.close());
beforeEach(() => sim.control.reset());

async function survey(
  console?: Parameters<typeof surveyOf>[2],
  columns: Record<string, Record<string, string>> = {},
) {
  const found = await surveyOf(sim.url, { columns }, console);
  const pages = Object.fromEntries(judgePages(found).map((page) => [page.page, page]));
  return { found, pages, text: surveyLines(found, sim.url).join("\n") };
}

const without = (action: string, ...columns: string[]) =>
  sim.control.addFault({ kind: "drop-columns", match: { action }, columns });

describe("a master that tells everything", () => {
  it.each(["", "stranger", "stranger,host=untold", "host=ip,empty=brackets"])(
    "works on every page in the dialect '%s'",
    async (dialect) => {
      await sim.control.setSettings({ dialect: dialectOf(dialect) });
      const { pages, text } = await survey();
      expect(Object.keys(pages)).toEqual([...PAGES]);
      expect(Object.values(pages).filter(({ verdict }) => verdict !== "works")).toEqual([]);
      for (const action of Object.values(ACTION_OF)) {
        expect(text).toContain(`(${action}):`);
      }
    },
  );
});

describe("what is missing", () => {
  it.each([
    ["hypernat", ["publicport"], "network", "partly", "publicPort", "publicport"],
    ["hypernat", ["id"], "network", "partly", "mappingId", "id"],
    ["vm_snapshot", ["name", "snapshotname"], "snapshots", "cannot", "snapshotName", "snapshotname"],
    ["hyperos", ["id"], "reinstall", "cannot", "images", "id"],
    ["vm_monitor", ["memory"], "monitor", "partly", "memoryChart", "memory"],
    ["vm_exinfo", ["remote_port"], "access", "partly", "remotePort", "remote_port"],
    ["vm_console", ["vncserver"], "console", "cannot", "consoleServer", "vncserver"],
    ["hyper", ["cdid"], "media", "partly", "medium", "cdid"],
    ["user_info", ["status"], "signIn", "cannot", "userStatus", "status"],
  ] as const)("%s without %j: %s works %s", async (action, fields, page, verdict, lost, column) => {
    await without(action, ...fields);
    const { pages, text } = await survey();
    expect(pages[page]).toMatchObject({ verdict, shortfalls: [{ lost, action, column, why: "missing" }] });
    expect(text).toContain(`${action}.${column} is missing`);
    expect(text).toContain(`MISSING: ${column}. Without it`);
    const others = Object.values(pages)
      .filter((one) => one.verdict !== "works")
      .map((one) => one.page);
    const touched = NEEDS.filter((need) => need.lost === lost).flatMap((need) => [
      ...need.stops,
      ...need.lessens,
    ]);
    expect(others.filter((one: PageName) => !touched.includes(one))).toEqual([]);
  });

  it("without the owner's column no page of hosts works", async () => {
    await sim.control.setSettings({ ownerColumn: null });
    const { pages } = await survey();
    expect(pages.hosts?.verdict).toBe("cannot");
    expect(pages.network?.shortfalls).toContainEqual({
      lost: "owner",
      action: "hyper",
      column: "userid",
      why: "missing",
    });
    expect(pages.staffHosts?.verdict).toBe("works");
  });

  it("a list whose rows name no host, at a master that ignores the filter, can't be used", async () => {
    await sim.control.setSettings({ dialect: dialectOf("host=untold,filter=ignored") });
    const { pages, text } = await survey();
    expect(pages.network?.verdict).toBe("cannot");
    expect(pages.network?.shortfalls).toEqual([
      { lost: "mappingHost", action: "hypernat", column: "vmid", why: "untold" },
    ]);
    expect(pages.access).toMatchObject({
      verdict: "partly",
      shortfalls: [{ lost: "taskHost", why: "untold" }],
    });
    expect(text).toContain("nothing else tells");
  });

  it("an action that is refused, in the master's words once and never as an empty list", async () => {
    await sim.control.addFault({ kind: "refuse", match: { action: "vm_snapshot" } });
    const { pages } = await survey();
    expect(pages.snapshots).toMatchObject({
      verdict: "cannot",
      shortfalls: [{ lost: "snapshots", action: "vm_snapshot", column: null, why: "not-given" }],
    });
  });

  it("a notation that can't be read isn't called missing", async () => {
    await sim.control.addFault({
      kind: "rename-columns",
      match: { action: "vm_monitor" },
      rename: { cpu: "load", vmname: "cpu" },
    });
    const { pages } = await survey();
    expect(pages.monitor?.shortfalls).toEqual([
      { lost: "cpuChart", action: "vm_monitor", column: "cpu", why: "unreadable" },
    ]);
  });

  it("says what no host has, since its columns could not be seen", async () => {
    sim.control.master.rules = [];
    const { pages } = await survey();
    expect(pages.network).toMatchObject({ verdict: "untried", unseen: ["mappings"] });
  });

  it("a page works where only what it can do without was not there to see", async () => {
    sim.control.master.tasks = [];
    const { pages } = await survey();
    expect(pages.network).toMatchObject({ verdict: "works", unseen: ["tasks"] });
  });

  it("a column that RSTACK_COLUMNS names is found there", async () => {
    await without("hypernat", "publicport");
    const { pages, found } = await survey(undefined, { hypernat: { publicport: "id" } });
    expect(pages.network?.verdict).toBe("works");
    const mappings = found.replies.find(({ reply }) => reply === "mappings");
    expect(mappings?.ok && mappings.fields).toContainEqual({
      field: "publicPort",
      column: "id",
      found: "set",
    });
  });
});

it("judges no page by calls that the panel's own breaker held back", async () => {
  for (const action of ["area", "hypernode", "hyperos", "hyperipblock", "vm_state", "vm_exinfo"]) {
    await sim.control.addFault({ kind: "http-status", status: 502, match: { action } });
  }
  const { found, pages } = await survey();
  expect(wasPaused(found)).toBe(true);
  expect(pages).toEqual({});
});

describe("the console", () => {
  it.each([
    [{ isOffered: false, adapter: "plain" }, "off", [{ console: "off" }]],
    [{ isOffered: true, adapter: "plain" }, "untried", [{ console: "plain" }]],
    [{ isOffered: true, adapter: "module" }, "works", []],
  ] as const)("with %j: %s", async (setting, verdict, shortfalls) => {
    const { pages, text } = await survey(setting);
    expect(pages.console).toMatchObject({ verdict, shortfalls });
    expect(text.includes("isn’t documented")).toBe(verdict === "untried");
    expect(text.includes("off   Console: off")).toBe(verdict === "off");
    expect(text).not.toContain("FAULT");
  });
});
