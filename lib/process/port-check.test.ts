import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { portFaults } from "./port-check";

it("names a port that is taken, and leaves one that is free as it was", async () => {
  const other = createServer();
  await once(other.listen(0, "127.0.0.1"), "listening");
  const { port } = other.address() as AddressInfo;
  const place = { listenAddress: "127.0.0.1", port };
  expect(await portFaults(place)).toEqual([
    `PORT: something listens at 127.0.0.1:${port} already: another instance of the panel, or another program`,
  ]);
  await once(other.close(), "close");
  expect(await portFaults(place)).toEqual([]);
  expect(await portFaults(place)).toEqual([]);
});

it("names an address that is no address of this machine", async () => {
  expect(await portFaults({ listenAddress: "203.0.113.9", port: 3000 })).toEqual([
    "LISTEN_ADDRESS: this machine has no address 203.0.113.9",
  ]);
});
