import { beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { saveNote } from "@/lib/hosts/snapshots/snapshot-notes";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import type { UserDetails } from "@/lib/rstack/provider-rows";
import { keepName } from "../customers/customer-names";
import {
  backupFilterFrom,
  countMappings,
  mappingFilterFrom,
  mappingsHref,
  masterBackups,
  masterMappings,
  masterTasks,
  taskFilterFrom,
} from "./master-lists";
import { ROWS_A_PAGE } from "./shown-rows";

useTestDatabase();
const simulator = useSimulatedMaster();
beforeEach(() => simulator.control.reset({ fleet: "demo" }));

const asked = async (action: string) => (await simulator.control.journal({ action })).calls.at(-1)?.params;
const mappings = async (search: Record<string, string>) => {
  const listed = await masterMappings(mappingFilterFrom(search), 1);
  if (!listed.ok) throw new Error(listed.fault.kind);
  return listed.value.rows;
};

it("finds who has a domain, an address or a port", async () => {
  const all = await mappings({});
  const port = all.find(({ kind }) => kind === "port");
  const domain = all.find(({ kind }) => kind === "domain");
  if (!port?.publicPort || !domain?.domain) throw new Error("the demo fleet has no mappings");
  expect(await mappings({ port: String(port.publicPort) })).toEqual(
    all.filter(({ publicPort }) => publicPort === port.publicPort),
  );
  expect(await mappings({ domain: domain.domain })).toEqual([domain]);
  expect(await asked("hypernat")).toEqual({ domainname: domain.domain });
  await mappings({ ip: "10.0.0.5", host: "101", kind: "port" });
  expect(await asked("hypernat")).toEqual({ vmid: "101", ip: "10.0.0.5", nattype: "1" });
});

it("finds rows by what they show, and by their customer's name, and asks the master for no part of it", async () => {
  const all = await mappings({});
  const domain = all.find((row) => row.kind === "domain");
  const owner = domain?.owner;
  if (!domain?.domain || !owner) throw new Error("the demo fleet has no bound domain");
  await keepName(owner, { name: "Smoke & Sons", username: null, email: null, status: null } as UserDetails);
  expect(await mappings({ q: domain.domain.toUpperCase() })).toEqual([domain]);
  expect(await mappings({ q: "smoke &" })).toEqual(all.filter((row) => row.owner === owner));
  expect(await mappings({ q: "nothing like it" })).toEqual([]);
  expect(await asked("hypernat")).toEqual({});
});

it("asks the master for every filter that it knows", async () => {
  await masterTasks(taskFilterFrom({ hostName: "web01", step: "2", status: "1" }), 1);
  expect(await asked("hypertask")).toEqual({ vmname: "web01", taskstep: "2", status: "1" });
  await masterBackups(backupFilterFrom({ name: "s1", finished: "1" }), 1);
  expect(await asked("hyperbackup")).toEqual({ name: "s1", status: "1" });
});

it("narrows tasks to those that go on, counts them, and asks the master for no part of it", async () => {
  const tasks = async (search: Record<string, string>) => {
    const listed = await masterTasks(taskFilterFrom(search), 1);
    if (!listed.ok) throw new Error(listed.fault.kind);
    return listed.value;
  };
  const all = await tasks({});
  const going = await tasks({ show: "in-progress" });
  expect(going.rows).toEqual(all.rows.filter(({ status }) => status !== "3"));
  expect(going.rows.length).toBeGreaterThan(0);
  expect(all.counts["in-progress"]).toBe(going.rows.length);
  expect(going.counts).toEqual(all.counts);
  expect(await asked("hypertask")).toEqual({});
});

it("says how many there are of each kind, whichever of them is shown", async () => {
  const all = await mappings({});
  const of = (kind: string) => all.filter((row) => row.kind === kind).length;
  expect(of("port") * of("domain")).toBeGreaterThan(0);
  for (const kind of ["", "domain"]) {
    const counts = await countMappings(mappingFilterFrom({ kind }));
    expect(counts).toEqual({ port: of("port"), domain: of("domain") });
  }
  expect(await mappings({ kind: "domain" })).toHaveLength(of("domain"));
  // What is searched for narrows the rows alone.
  expect(await countMappings(mappingFilterFrom({ q: "web01" }))).toBeNull();
});

it("shows the note of whoever has the host now, and finds a snapshot by it", async () => {
  const backups = async (search: Record<string, string>) => {
    const listed = await masterBackups(backupFilterFrom(search), 1);
    if (!listed.ok) throw new Error(listed.fault.kind);
    return listed.value.rows;
  };
  const [first] = await backups({});
  if (!first?.vmId) throw new Error("the demo fleet has no backups");
  const { vmId, name } = first;
  const [before, now] = await database()
    .insert(tenancies)
    .values([
      { vmId, owner: "10002", until: new Date() },
      { vmId, owner: "10001" },
    ])
    .returning();
  await saveNote(before?.id ?? "", name, "of who had it before");
  expect((await backups({}))[0]?.note).toBeNull();
  await saveNote(now?.id ?? "", name, "Before the upgrade");
  expect(await backups({ q: "upgrade" })).toEqual([{ ...first, note: "Before the upgrade" }]);
});

it("shows rows beyond the first page", async () => {
  const rows = Array.from({ length: ROWS_A_PAGE + 5 }, (_, at) => ({
    id: String(at + 1),
    vmid: "101",
    tasktype: "2",
    starttime: String(1_700_000_000 - at),
  }));
  await simulator.control.addFault({
    kind: "body",
    body: JSON.stringify(rows),
    match: { action: "hypertask" },
  });
  const second = await masterTasks(taskFilterFrom({}), 2);
  if (!second.ok) throw new Error(second.fault.kind);
  expect(second.value.total).toBe(ROWS_A_PAGE + 5);
  expect(second.value.rows.map(({ id }) => id)).toEqual(["201", "202", "203", "204", "205"]);
});

it.each([
  ["shop.example.com", "/admin/infrastructure/mappings?domain=shop.example.com"],
  ["192.0.2.7", "/admin/infrastructure/mappings?ip=192.0.2.7"],
  ["20001", "/admin/infrastructure/mappings?port=20001"],
  ["203.0.113.24:20001", "/admin/infrastructure/mappings?q=203.0.113.24&port=20001"],
  ["203.0.113.24:70000", null],
  ["web01", null],
  ["70000", null],
])("leads a search for %s on to the mappings only where it can be one", (text, href) => {
  expect(mappingsHref(text)).toBe(href);
});
