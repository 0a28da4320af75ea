import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { subscribe } from "@/lib/db/notify";
import { hosts } from "@/lib/db/schema";
import { hostListFor } from "../host-list";
import { syncFleet } from "../mirror/sync-fleet";
import { ann } from "../testing/ann";
import { useSimulatedHosts } from "../testing/on-simulator";

const { simulator } = useSimulatedHosts();

const addressesOf = async (id: string) =>
  (await hostListFor(ann)).hosts.find((host) => host.id === id)?.addresses;
const asked = async () =>
  (await simulator().control.journal({ action: "vm_exinfo" })).calls.map(({ vmid }) => vmid);

const told = (vmId: string) =>
  new Promise<void>((resolve) => {
    const leave = subscribe((notice) => {
      if (notice.type === "host" && notice.vmId === vmId) {
        leave();
        resolve();
      }
    });
  });

it("offers no inside address to connect to until the list has asked what leads there", async () => {
  await syncFleet();
  const heard = told("105");
  expect(await addressesOf("105")).toMatchObject({ untoldInside: true, shared: null });
  expect((await addressesOf("101"))?.untoldInside).toBe(false);
  await heard;
  expect(await addressesOf("105")).toMatchObject({
    untoldInside: false,
    shared: { publicAddress: "198.51.100.7", publicPort: expect.any(Number) },
  });
  // Once each, and only those whose own address tells nothing.
  const calls = await asked();
  expect(new Set(calls).size).toBe(calls.length);
  expect(calls).not.toContain("101");
});

it("shows the address of a host that is behind no shared address", async () => {
  await syncFleet();
  await simulator().control.setHost("105", { publicip: "" });
  await database()
    .update(hosts)
    .set({ publicIp: null, publicPort: null, addressesAt: new Date() })
    .where(eq(hosts.vmId, "105"));
  expect(await addressesOf("105")).toMatchObject({ untoldInside: false, shared: null, main: "172.16.3.5" });
});
