import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { parseHostList } from "@/lib/rstack/bulk/parse-host-list";
import { writeRows } from "./write-rows";

useTestDatabase();

/** One row of `hyper` as the master writes it, taken into the mirror; returns what the mirror has, and who was told. */
async function mirrored(columns: Record<string, string>, asOf: string) {
  const body = JSON.stringify([{ id: "7", userid: "8080", ...columns }]);
  const list = parseHostList(new TextEncoder().encode(body), "userid");
  if (list.kind !== "value") throw new Error(list.kind);
  const notices = await database().transaction((tx) => writeRows(tx, list.value.rows, new Date(asOf)));
  const [host] = await database().select().from(hosts).where(eq(hosts.vmId, "7"));
  return { host, notices };
}

it("keeps what staff wrote about a host until it is emptied, and tells no customer of it", async () => {
  await mirrored({ remark: "" }, "2026-01-01T00:00:00Z");
  const written = await mirrored({ remark: "moved from rack 12" }, "2026-01-01T00:01:00Z");
  expect(written.host?.remark).toBe("moved from rack 12");
  expect(written.notices).toEqual([]);
  expect((await mirrored({ remark: "" }, "2026-01-01T00:02:00Z")).host?.remark).toBeNull();
});

it("keeps limits and the last reinstall where a list doesn't name them, and notices an empty drive", async () => {
  const limits = { backup_snapshot: "-1", backup_full: "0", portmap: "10", binding_domain: "5" };
  const first = await mirrored({ ...limits, cdid: "21", cvdate: "20260102" }, "2026-01-03T00:00:00Z");
  const known = {
    snapshotQuota: -1,
    backupQuota: 0,
    portQuota: 10,
    domainQuota: 5,
    lastReinstallOn: "2026-01-02",
  };
  expect(first.host).toMatchObject({ ...known, mediumId: "21" });
  const ejected = await mirrored({ cdid: "-1" }, "2026-01-03T00:01:00Z");
  expect(ejected.host).toMatchObject({ ...known, mediumId: "" });
  expect(ejected.notices).toContainEqual({ type: "host", vmId: "7" });
});
