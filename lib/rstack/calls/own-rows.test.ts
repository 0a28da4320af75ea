import { describe, expect, onTestFinished, test } from "vitest";
import { DEFAULT_SECRET, startSimulator } from "@/lib/simulator/start";
import { parseUserId, parseVmId, type VmId } from "../ids";
import { HOST_LISTS } from "../master-client";
import type { LearntFacts } from "../retrying-caller";
import { clientFor } from "../testing/wire";

const CALL = { priority: "open-host" } as const;
const COMMAND = { priority: "command" } as const;
/** Behind the shared address of their node, both with a mapping. */
const [OWN, OTHER] = [parseVmId("106") as VmId, parseVmId("105") as VmId];

async function masterOf(dialect: string, learnt: Partial<LearntFacts> = {}) {
  const simulator = await startSimulator({ speed: 0, dialect });
  onTestFinished(() => simulator.close());
  const facts = { utcOffsetMinutes: null, hostFilters: new Set<string>(), ...learnt };
  const { client, calls } = clientFor(new URL(simulator.url), {
    secret: DEFAULT_SECRET,
    learnt: async () => facts,
  });
  const { control } = simulator;
  await control.addRule({ vmid: OTHER, nattype: "1", privateport: 8081, publicport: 24_081 });
  const ids = async (vmId: VmId) => {
    const listed = await client.listMappings(vmId, COMMAND);
    return listed.ok ? listed.value.map(({ id }) => id) : listed.fault;
  };
  const rulesOf = async (vmId: VmId) => (await control.rules(vmId)).map(({ id }) => id);
  return { client, calls, control, ids, rulesOf };
}

const NOT_NAMED = { kind: "protocol", cause: "host-not-named", detail: "hypernat: no column vmid" };

describe("rows without the id of a host", () => {
  test.each(["host=name", "host=ip", "host=name,filter=ignored", "host=ip,filter=ignored"])(
    "%s: are the host's whose unique name or address stands in them",
    async (dialect) => {
      const { ids, rulesOf } = await masterOf(dialect);
      const own = await rulesOf(OWN);
      expect(own.length).toBeGreaterThan(0);
      if (dialect.includes("host=ip,")) {
        // Rows with another address can't be told to be another's: the host may have more than one.
        expect(await ids(OWN)).toEqual(NOT_NAMED);
      } else {
        expect(await ids(OWN)).toEqual(own);
      }
    },
  );

  test("are nobody's where another host has the same name, and the call says so", async () => {
    const { ids, calls, control } = await masterOf("host=name");
    const { vmname } = await control.host(OWN);
    await control.setHost(OTHER, { vmname });
    expect(await ids(OWN)).toEqual(NOT_NAMED);
    expect(calls.at(-1)).toMatchObject({ action: "hypernat", fault: NOT_NAMED });
  });

  test("are nobody's where nothing in them names a host, filtered or not", async () => {
    for (const dialect of ["host=untold", "host=untold,filter=ignored"]) {
      const { ids } = await masterOf(dialect);
      expect(await ids(OWN)).toEqual(NOT_NAMED);
    }
  });

  test("are the asked host's once the list was seen to look at vmid", async () => {
    const { ids, rulesOf } = await masterOf("host=untold", { hostFilters: new Set(["hypernat"]) });
    expect(await ids(OWN)).toEqual(await rulesOf(OWN));
    expect(await ids(OTHER)).toEqual(await rulesOf(OTHER));
  });

  test("are nobody's where the list was seen to look at vmid and does so no longer", async () => {
    const hostFilters = new Set(["hypernat"]);
    const { ids } = await masterOf("host=untold,filter=ignored", { hostFilters });
    expect(await ids(OWN)).toEqual(NOT_NAMED);
  });

  test("that name another host are never the asked one's, though the list was seen to filter", async () => {
    const hostFilters = new Set(["hypernat"]);
    const { ids, rulesOf } = await masterOf("host=name,filter=ignored", { hostFilters });
    expect(await ids(OWN)).toEqual(await rulesOf(OWN));
  });

  test.each(HOST_LISTS)("%s: a sample tells how many rows name a host, and no value", async (list) => {
    const { client } = await masterOf("host=untold");
    const sample = await client.sampleHostFilter(list, OWN, CALL);
    expect(sample).toMatchObject({ ok: true, value: { named: 0 } });
  });
});

describe("what the document leaves open in a row", () => {
  test("a moment as text is read in the master's zone, and is none while that isn't known", async () => {
    const plain = await masterOf("");
    const [snapshot] = await moments(plain);
    expect(snapshot).toBeInstanceOf(Date);
    const [read] = await moments(await masterOf("times=text", { utcOffsetMinutes: 480 }));
    // The two masters began at moments of their own; a zone is off by hours.
    expect(Math.abs(Number(read) - Number(snapshot))).toBeLessThan(120_000);
    expect((await moments(await masterOf("times=text")))[0]).toBeNull();
  });

  test("several addresses in one column: the first is the main one", async () => {
    const owner = parseUserId("10001");
    if (!owner) throw new Error("unreachable");
    const rowsOf = async (dialect: string) => {
      const listed = await (await masterOf(dialect)).client.listHostsOf(owner, CALL);
      return listed.ok
        ? listed.value.rows.map(({ ipv4, ipv6, additionalIps }) => [ipv4, ipv6, additionalIps])
        : [];
    };
    const columns = await rowsOf("");
    expect(columns.some(([, , more]) => (more ?? []).length > 0)).toBe(true);
    expect(await rowsOf("ips=commas")).toEqual(columns);
  });

  test("a publicip that is no address is a sign of a shared one", async () => {
    const { client } = await masterOf("publicip=sign");
    expect(await client.readAddresses(OWN, CALL)).toMatchObject({
      value: { publicIp: null, isShared: true },
    });
    const lone = parseVmId("101") as VmId;
    expect(await client.readAddresses(lone, CALL)).toMatchObject({
      value: { publicIp: null, isShared: false },
    });
  });

  test("free addresses of a host are found where the master needs the node beside it", async () => {
    const { client, control } = await masterOf("freeip=both");
    const { nodeid } = await control.host(OWN);
    const nodeId = nodeid as Parameters<typeof client.freeAddresses>[0]["nodeId"];
    expect(await client.freeAddresses({ vmId: OWN, nodeId: null }, {}, CALL)).toMatchObject({ ok: false });
    expect(await client.freeAddresses({ vmId: OWN, nodeId }, {}, CALL)).toMatchObject({ ok: true });
  });
});

async function moments({ client }: Awaited<ReturnType<typeof masterOf>>): Promise<(Date | null)[]> {
  const listed = await client.listBackups(parseVmId("101") as VmId, "snapshot", CALL);
  return listed.ok ? listed.value.map(({ createdAt }) => createdAt) : [];
}
