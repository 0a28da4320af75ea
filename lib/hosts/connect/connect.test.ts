import { sql } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { subscribe } from "@/lib/db/notify";
import { master } from "@/lib/master";
import { hostViewOf } from "../host-read";
import { syncFleet } from "../mirror/sync-fleet";
import { ann } from "../testing/ann";
import { hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { connectViewNow } from "./connect";

const { simulator } = useSimulatedHosts();
/** With an address of its own, and behind a shared one. */
const PLAIN = "101";
const SHARED = "105";

beforeEach(async () => {
  await database().execute(sql`truncate hosts, tenancies, mirror_syncs cascade`);
  await syncFleet();
});

const told = (vmId: string) =>
  new Promise<void>((resolve) => {
    const leave = subscribe((notice) => {
      if (notice.type === "host" && notice.vmId === vmId) {
        leave();
        resolve();
      }
    });
  });

it.each([PLAIN, SHARED])(
  "a page of host %s shows what is known at once, and hears when the master has told the rest",
  async (id) => {
    const owned = await hostOfAnn(id);
    const heard = told(id);
    const way = connectViewNow(owned);
    expect(way).toMatchObject(id === PLAIN ? { way: "ssh", confirmed: false } : { way: "no-address" });
    expect((await hostViewOf(owned, ann)).addresses.told).toBe(false);
    await heard;
    expect((await hostViewOf(owned, ann)).addresses.told).toBe(true);
    expect(connectViewNow(await hostOfAnn(id))).toMatchObject({
      way: id === PLAIN ? "ssh" : "rdp",
      confirmed: true,
    });
  },
);

it("asks for mappings only of a host behind a shared address", async () => {
  for (const id of [PLAIN, SHARED]) {
    const heard = told(id);
    connectViewNow(await hostOfAnn(id));
    await heard;
  }
  const { calls } = await simulator().control.journal({ action: "hypernat" });
  expect(calls.map(({ params }) => params.vmid)).toEqual([SHARED]);
});

it("waits for the owner check alone when a host is opened, ahead of all calls but commands", async () => {
  const readHost = vi.spyOn(master(), "readHost");
  const readAddresses = vi.spyOn(master(), "readAddresses");
  await database().execute(sql`update hosts set seen_at = 'epoch'; delete from mirror_syncs`);
  await hostOfAnn(PLAIN);
  expect(readHost.mock.calls.map(([id, options]) => [id, options.priority])).toEqual([
    [PLAIN, "owner-check"],
  ]);
  expect(readAddresses).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
