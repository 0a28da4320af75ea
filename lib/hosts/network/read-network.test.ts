import { describe, expect, it, vi } from "vitest";
import { connectViewOf } from "../connect/connect";
import { ann } from "../testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { addPort, removePort } from "./ports";
import { readNetwork } from "./read-network";

const { simulator } = useSimulatedHosts();

/** Behind a shared address; one more, with one port; with an address of its own. */
const [SHARED, FULL, OWN] = ["105", "106", "101"];
const [RDP_RULE, DOMAIN_RULE, FULL_RULE] = ["51", "53", "54"];

describe("the network page", () => {
  it("shows a shared host's addresses, its mappings with the record to set, and how many of its quota", async () => {
    const view = await readNetwork(await hostOfAnn(SHARED));
    expect(view).toMatchObject({
      reach: "shared",
      ports: { quota: { size: "known", limit: 10 } },
      domains: { quota: { size: "known", limit: 5 } },
    });
    expect(view.addresses.map(({ kind, address }) => [kind, address])).toEqual([
      ["shared", "198.51.100.7"],
      ["inside", "172.16.3.5"],
    ]);
    expect(view.ports.rows).toContainEqual({
      id: RDP_RULE,
      publicAddress: "198.51.100.7",
      publicPort: 24_389,
      insidePort: 3389,
    });
    expect(view.domains.rows).toEqual([
      {
        id: DOMAIN_RULE,
        domain: "files.northwind.example",
        written: null,
        insidePort: 80,
        record: { type: "A", name: "files.northwind.example", value: "198.51.100.7" },
      },
    ]);
  });

  it("shows all addresses of a host with its own, IPv6 included, and no mappings", async () => {
    const view = await readNetwork(await hostOfAnn(OWN));
    expect(view.reach).toBe("own");
    expect(view.addresses.map(({ kind, address }) => [kind, address])).toEqual([
      ["ipv4", "203.0.113.24"],
      ["ipv4", "203.0.113.124"],
      ["ipv6", "2001:db8:113:24::10"],
    ]);
  });

  it("updates Connect when a port was added or removed", async () => {
    // A silence of the tests before is forgotten a moment after the next answer.
    await vi.waitFor(
      async () =>
        expect(await connectViewOf(await hostOfAnn(FULL))).toMatchObject({ way: "ssh", port: 24_022 }),
      { timeout: 15_000 },
    );
    await ended(
      await removePort.run(await hostOfAnn(FULL), { mappingId: FULL_RULE }, crypto.randomUUID(), ann),
    );
    await simulator().control.setHost(FULL, { remotePort: 0 });
    await ended(await addPort.run(await hostOfAnn(FULL), { port: "22" }, crypto.randomUUID(), ann));
    const [rule] = await simulator().control.rules(FULL);
    expect(await connectViewOf(await hostOfAnn(FULL))).toMatchObject({ way: "ssh", port: rule?.publicport });
  });

  it("shows what is known while the master is silent, and that the rest isn't", async () => {
    await readNetwork(await hostOfAnn(SHARED));
    await simulator().control.addFault({ kind: "reset", match: { action: ["hypernat", "hyperip"] } });
    const view = await readNetwork(await hostOfAnn(SHARED));
    expect(view.ports.rows).toBeNull();
    expect(view.addresses.map(({ address }) => address)).toEqual(["198.51.100.7", "172.16.3.5"]);
  });
});
