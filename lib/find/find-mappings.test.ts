import { expect, it } from "vitest";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { findMappings } from "./find-mappings";
import { mappingIn } from "./mapping-text";

useTestDatabase();
const simulator = useSimulatedMaster();

it("takes a number for a port, an address with one for that, a name with a dot for a domain, and nothing else", () => {
  expect(mappingIn("20122")).toEqual({ what: "port", port: 20122, publicIp: null });
  expect(mappingIn("203.0.113.24:20122")).toEqual({ what: "port", port: 20122, publicIp: "203.0.113.24" });
  expect(mappingIn("Shop.Example")).toEqual({ what: "domain", domain: "shop.example" });
  expect(mappingIn("例子.中国")).toEqual({ what: "domain", domain: "例子.中国" });
  for (const text of [
    "",
    "web01",
    "65536",
    "0",
    "203.0.113.24",
    "a@shop.example",
    "two words.example",
    "1.2:80",
  ]) {
    expect(mappingIn(text), text).toBeNull();
  }
});

it("finds the host that a port or a domain leads to by one call each, and says when RStack gave no answer", async () => {
  await simulator.control.reset({ fleet: "demo" });
  const lookups = async () => (await simulator.control.journal({ action: "hypernat" })).calls.length;
  const before = await lookups();
  expect(await findMappings("files.northwind.example")).toMatchObject({
    mappings: [{ vmId: "105", from: "files.northwind.example" }],
    failed: false,
  });
  expect((await findMappings("24389")).mappings).toMatchObject([
    { vmId: "105", hostName: "intranet", customer: "Northwind Ltd", insidePort: 3389 },
  ]);
  expect((await findMappings("198.51.100.1:24389")).mappings).toEqual([]);
  expect((await lookups()) - before).toBe(3);
  expect(await findMappings("web01")).toEqual({ mappings: [], failed: false });

  await simulator.control.addFault({ kind: "reset", match: { action: "hypernat" }, count: 9 });
  expect(await findMappings("20122")).toEqual({ mappings: [], failed: true });
  await simulator.control.removeFaults();
});
