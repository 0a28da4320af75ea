import { describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { hostCreations } from "@/lib/db/staff-schema";
import { openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { rosa } from "../testing/rosa";
import { createHost } from "./create-host";
import { offerOf } from "./place-offer";
import { asked, hostFrom, PLAN } from "./testing/new-host";

const { simulator } = useSimulatedHosts();
const sent = async () => (await simulator().control.journal({ action: "vm_create" })).calls;

describe("making a host", () => {
  it("tells its number and password once, and the customer sees it at once", async () => {
    const creation = await createHost(hostFrom({ name: "fresh1" }), "key-create", rosa);
    expect(creation).toMatchObject({
      ok: true,
      created: { how: "answered", name: "fresh1", owner: "10001" },
    });
    const created = creation.ok ? creation.created : null;
    expect(created?.password).toBeTruthy();
    expect(created?.addresses).toHaveLength(1);
    expect(await openHost(ann, created?.vmId ?? "")).not.toBeNull();
    expect((await sent())[0]?.params).toMatchObject({
      userid: "10001",
      nodeid: "1",
      osid: "11",
      vmname: "fresh1",
      cpu: "2",
      ram: "2048",
      ram_min: "2048",
      ip: "1",
      backup_snapshot: "-1",
      returnjson: "1",
    });
    expect(JSON.stringify(await database().select().from(hostCreations))).not.toContain(created?.password);
  });

  it("makes one host of a form that comes twice, and doesn't tell the password again", async () => {
    const host = hostFrom({ name: "twice1" });
    const both = await Promise.all([
      createHost(host, "key-twice", rosa),
      createHost(host, "key-twice", rosa),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual({ ok: false, code: "form-used" });
    expect(await createHost(host, "key-twice", rosa)).toMatchObject({
      created: { how: "earlier", password: null, name: "twice1" },
    });
    expect(await sent()).toHaveLength(1);
  });

  it("finds the host by name and owner after a lost answer, with no password", async () => {
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_create" } });
    const creation = await createHost(hostFrom({ name: "lost1" }), "key-lost", rosa);
    expect(creation).toMatchObject({
      ok: true,
      created: { how: "read-back", password: null, name: "lost1" },
    });
    expect(await sent()).toHaveLength(1);
  });

  it("takes no older host of that name for the new one where the list before came empty", async () => {
    await simulator().control.addHost({ userid: "10001", vmname: "twin1" });
    await simulator().control.addFault({ kind: "reset", when: "before", match: { action: "vm_create" } });
    const match = { action: "hyper", params: { userid: "10001" } };
    await simulator().control.addFault({ kind: "empty", count: 1, match });
    expect(await createHost(hostFrom({ name: "twin1" }), "key-twin", rosa)).toEqual({
      ok: false,
      code: "unconfirmed",
    });
  });

  it("sends nothing for a customer whom RStack doesn't know, and says a refusal in its words", async () => {
    expect(await createHost(hostFrom({ owner: "99999" }), "key-nobody", rosa)).toEqual({
      ok: false,
      code: "no-such-customer",
    });
    expect(await sent()).toEqual([]);
    const shut = await createHost(hostFrom({ place: "node:5" }), "key-shut", rosa);
    expect(shut).toMatchObject({ ok: false, code: "refused" });
  });
});

describe("the form of a new host", () => {
  it("takes dynamic memory, one address, and names what doesn't fit", () => {
    const dynamic = asked({ memory: "dynamic", memoryMinMb: "1024", ipv4: "203.0.113.250" });
    expect(dynamic).toMatchObject({
      host: { memoryMinMb: 1024, memoryMb: 2048, ipv4: { address: "203.0.113.250" } },
    });
    const wrong = asked({
      memory: "dynamic",
      memoryMinMb: "4096",
      ipv4Count: "0",
      image: "",
      password: "abc",
    });
    expect(wrong).toEqual({ ok: false, fields: ["image", "memoryMinMb", "password", "ipv4Count"] });
  });

  it("takes a plan's numbers in place of the fields', and none of the fields that the plan leaves out", () => {
    const planned = asked({ plan: PLAN.id, trafficLimitGb: "900", memory: "dynamic", memoryMinMb: "1024" });
    expect(planned).toMatchObject({
      host: {
        cpuCores: 4,
        memoryMb: 8192,
        memoryMinMb: 8192,
        portMbit: 200,
        dataDiskGb: 50,
        snapshotQuota: 3,
      },
    });
    expect(planned.ok && planned.host.trafficLimitGb).toBeUndefined();
    expect(asked({ plan: "22222222-2222-4222-8222-222222222222" })).toEqual({ ok: false, fields: ["plan"] });
    expect(asked({ plan: "" })).toMatchObject({ host: { cpuCores: 2, trafficLimitGb: 0 } });
  });

  it("offers an area what all of its open nodes have, and a node its own free addresses", async () => {
    const area = await offerOf(null);
    expect(area).toMatchObject({ ok: true, value: { chosen: { place: { areaId: "1" } } } });
    const node = await offerOf({ nodeId: "4" } as Parameters<typeof offerOf>[0]);
    const chosen = node.ok ? node.value.chosen : null;
    expect(chosen?.images.map(({ id }) => id)).toContain("17");
    expect(chosen?.addresses.ipv4.length).toBeGreaterThan(0);
    expect(area.ok && area.value.chosen?.images.map(({ id }) => id)).not.toContain("17");
  });
});

describe("a form of a new host", () => {
  it("sends a remote port, an id and further addresses of one's own", async () => {
    const host = hostFrom({
      ...{ remotePort: "own", ownPort: "12345", hostId: "9001" },
      ...{
        ipv4: "192.0.2.10",
        moreIpv4: "192.0.2.11, 192.0.2.12",
        ipv6: "2001:db8::1",
        moreIpv6: "2001:db8::2",
      },
    });
    await createHost(host, "key-own-values", rosa);
    expect((await sent()).at(-1)?.params).toMatchObject({
      ...{ id: "9001", remote_port: "12345", ip: "192.0.2.10" },
      ...{ additionals_ip: "192.0.2.11,192.0.2.12", ipv6: "2001:db8::1", additionals_ipv6: "2001:db8::2" },
    });
  });

  it("takes further addresses beside a chosen one alone, and a port only where it is named", () => {
    expect(asked({ moreIpv4: "192.0.2.11" })).toEqual({ ok: false, fields: ["moreIpv4"] });
    expect(asked({ ipv4: "192.0.2.10", moreIpv4: "web" })).toEqual({ ok: false, fields: ["moreIpv4"] });
    expect(asked({ remotePort: "own" })).toEqual({ ok: false, fields: ["ownPort"] });
    expect(asked({ hostId: "x" })).toEqual({ ok: false, fields: ["hostId"] });
  });
});
