import { describe, expect, it } from "vitest";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { offerOf } from "./place-offer";
import { asked, PLAN } from "./testing/new-host";

useSimulatedHosts();

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

  it("takes further addresses beside a chosen one alone, and a port only where it is named", () => {
    expect(asked({ moreIpv4: "192.0.2.11" })).toEqual({ ok: false, fields: ["moreIpv4"] });
    expect(asked({ ipv4: "192.0.2.10", moreIpv4: "web" })).toEqual({ ok: false, fields: ["moreIpv4"] });
    expect(asked({ remotePort: "own" })).toEqual({ ok: false, fields: ["ownPort"] });
    expect(asked({ hostId: "x" })).toEqual({ ok: false, fields: ["hostId"] });
  });
});
