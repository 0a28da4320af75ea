import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRowId, parseUserRowId, parseVmId, type RowId, type UserRowId, type VmId } from "../ids";
import type { MasterClient } from "../master-client";
import type { Outcome } from "../outcome";
import { ownParams } from "../testing/talk";
import { clientFor, wire } from "../testing/wire";

const vmId = parseVmId("5") as VmId;
const rowId = parseRowId("31") as RowId;
const userRowId = parseUserRowId("188") as UserRowId;
const options = { priority: "command", beforeSend: async () => true } as const;

type Call = (client: MasterClient) => Promise<Outcome<unknown>>;
/** Those that lib/hosts/every-command.test.ts doesn't send. */
const COMMANDS: [string, Call, Record<string, string>][] = [
  [
    "restoreSnapshot",
    (c) => c.restoreSnapshot(vmId, " 一|& ", options),
    { action: "vm_snapshot", subvaction: "revert", vmid: "5", snapshotname: " 一|& " },
  ],
  [
    "resetPassword",
    (c) => c.resetPassword(vmId, { password: "pässwörd", user: null }, options),
    { action: "vm_resetps", vmid: "5", vmpass: "pässwörd" },
  ],
  [
    "enableConsole",
    (c) => c.enableConsole(vmId, options),
    { action: "vm_console", subvaction: "enable", vmid: "5" },
  ],
  [
    "endConsole",
    (c) => c.endConsole(vmId, options),
    { action: "vm_console", subvaction: "logout", vmid: "5" },
  ],
  [
    "updateUser",
    (c) => c.updateUser(userRowId, { email: "a@b.example", password: "12345678" }, options),
    {
      action: "user_update",
      id: "188",
      email: "a@b.example",
      password1: "12345678",
      password2: "12345678",
    },
  ],
];

test.each(COMMANDS)("%s sends exactly this, and once, whatever comes back", async (_name, call, sent) => {
  const done = await wire(() => ({ body: "0" }));
  expect(await call(clientFor(done.url).client)).toMatchObject({ ok: true });
  expect(done.seen.map(ownParams)).toEqual([sent]);
  for (const status of [200, 503]) {
    const lost = await wire(() => ({ status, body: "" }));
    expect(await call(clientFor(lost.url).client)).toMatchObject({ ok: false, fault: { kind: "unknown" } });
    expect(lost.seen).toHaveLength(1);
  }
});

test("a new snapshot's name is what stands behind the first bar, or isn't known", async () => {
  const named = await wire(() => ({ body: "0|web|1" }));
  const create = (url: URL) => clientFor(url).client.createSnapshot(vmId, options);
  expect(await create(named.url)).toEqual({ ok: true, value: { name: "web|1" } });
  for (const body of ["0", "0|"]) {
    expect(await create((await wire(() => ({ body }))).url)).toEqual({ ok: true, value: { name: null } });
  }
});

test("the numbers 0 and 1, and whatever else is no port from 10000 on, are sent nowhere", async () => {
  const { url, seen } = await wire(() => ({ body: "0" }));
  const { client } = clientFor(url);
  for (const port of [0, 1, 22, 9_999, 65_536, 10_000.5, Number.NaN, -10_000]) {
    expect(await client.setRemotePort(vmId, port, options)).toMatchObject({
      fault: { kind: "not-sent", cause: "invalid-parameters" },
    });
  }
  for (const port of [0, 65_536, 22.5]) {
    expect(await client.addPort(vmId, port, options)).toMatchObject({ fault: { kind: "not-sent" } });
  }
  expect(seen).toEqual([]);
});

test("a password that the master echoes in its refusal doesn't come back", async () => {
  const { url } = await wire((form) => ({ body: `-1|too weak: ${form.get("vmpass")}` }));
  const reset = await clientFor(url).client.resetPassword(
    vmId,
    { password: "canary-1", user: null },
    options,
  );
  expect(reset).toMatchObject({ fault: { kind: "refused", text: "too weak: •••" } });
});

/** Every list that is asked for one host, with the columns that make a row of it. */
const LISTS: [string, (client: MasterClient) => Promise<Outcome<unknown[]>>, Record<string, string>][] = [
  ["listTasks", (c) => c.listTasks(vmId, options), { tasktype: "2" }],
  ["listMappings", (c) => c.listMappings(vmId, options), { nattype: "1" }],
  ["listSnapshots", (c) => c.listSnapshots(vmId, options), { name: "s1" }],
  ["listBackups", (c) => c.listBackups(vmId, "full", options), { name: "b1", backuptype: "2" }],
  ["listAddresses", (c) => c.listAddresses(vmId, options), { ip: "192.0.2.1" }],
  ["listMedia", (c) => c.listMedia(vmId, options), { name: "CD" }],
  ["readMonitorDay", (c) => c.readMonitorDay(vmId, null, options), { time: "1661702416" }],
];

test.each(LISTS)("%s: another host's row, or a doubtful one, is never this host's", async (_n, list, row) => {
  const text = (vmid: string, id = "7") =>
    `{${Object.entries(row)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`)
      .join("")}"secret":"canary","vmpass":"canary",${vmid}"id":${JSON.stringify(id)}}`;
  const foreign = [
    text('"vmid":"55",'),
    text('"vmid":"0",'),
    text('"vmid":"5 ",'),
    text('"vmid":["5"],'),
    text('"vmid":"6","vmid":"5",'),
    text('"vmid":"5","vm_id":"6",'),
  ];
  const { url } = await wire(() => ({ body: `[${[text('"vmid":"5",'), ...foreign].join(",")}]` }));
  const read = await list(clientFor(url).client);
  expect(read.ok && read.value).toHaveLength(1);
  expect(JSON.stringify(read)).not.toContain("canary");
});

test("rows of a host's own lists needn't name it; a list of the master's that names no host is a fault", async () => {
  const { url } = await wire(() => ({
    body: '[{"id":"7","name":"s1","ip":"192.0.2.1","time":1661702416,"tasktype":"2","nattype":"1"}]',
  }));
  const { client } = clientFor(url);
  const found: Record<string, number> = {};
  for (const [name, list] of LISTS) {
    const read = await list(client);
    found[name] = read.ok ? read.value.length : -1;
  }
  expect(found).toEqual({
    listTasks: -1,
    listMappings: -1,
    listSnapshots: 1,
    listBackups: -1,
    listAddresses: -1,
    listMedia: 1,
    readMonitorDay: 1,
  });
});

test("a listed snapshot's name goes back byte for byte", async () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(name, async (snapshotname) => {
      const { url, seen } = await wire((form) => ({
        body: form.get("subvaction") === "list" ? JSON.stringify([{ snapshotname }]) : "0",
      }));
      const { client } = clientFor(url);
      const listed = await client.listSnapshots(vmId, options);
      const [first] = listed.ok ? listed.value : [];
      if (first) {
        await client.restoreSnapshot(vmId, first.name, options);
        expect(new Map(seen.at(-1)?.form).get("snapshotname")).toBe(snapshotname);
      } else {
        expect(snapshotname.trim() === "" || /\p{Cc}/u.test(snapshotname)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test("what the lists are asked for", async () => {
  const { url, seen } = await wire(() => ({ body: "" }));
  const { client } = clientFor(url);
  await client.listImages({ vmId }, options);
  await client.listDiscs({ nodeId: rowId }, options);
  await client.listImages({ all: true }, options);
  await client.listBackups(vmId, "snapshot", options);
  await client.listAddresses(vmId, options);
  await client.findDomain("a.example", options);
  await client.readMonitorDay(vmId, "20220829", options);
  await client.readMonitorDay(vmId, null, options);
  expect(seen.map(ownParams)).toEqual([
    { action: "hyperos", vmid: "5", osfile: "os" },
    { action: "hyperos", nodeid: "31", osfile: "cd" },
    { action: "hyperos", osfile: "os" },
    { action: "hyperbackup", vmid: "5", backuptype: "1" },
    { action: "hyperip", vmid: "5" },
    { action: "hypernat", domainname: "a.example" },
    { action: "vm_monitor", vmid: "5", yyyymmdd: "20220829" },
    { action: "vm_monitor", vmid: "5" },
  ]);
});
