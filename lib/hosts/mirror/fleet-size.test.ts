import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { longestBlockMs, rowsRead, useTestDatabase } from "@/lib/db/testing";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";
import type { HostRow } from "@/lib/rstack/master-client";
import { hostListFor } from "../host-list";
import { applyFleetList } from "./apply-list";

useTestDatabase();
const HOSTS = 50_000;
const OWNERS = 5_000;

function row(n: number): HostRow {
  const vmId = parseVmId(String(n + 1));
  if (!vmId) throw new Error("no id");
  return {
    vmId,
    owner: parseUserId(`customer-${n % OWNERS}`),
    guid: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    name: `vm${n}`,
    status: "2",
    imageId: null,
    imageName: "debian-12.vhdx",
    osFamily: "linux",
    areaId: null,
    areaName: "Area 1",
    nodeId: null,
    nodeName: "node-1",
    ipv4: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
    ipv6: null,
    additionalIps: [],
    remotePort: 0,
    cpuCores: 2,
    memoryMb: 4096,
    systemDiskGb: { windows: 60, linux: 40 },
    dataDiskGb: 100,
    portMbit: 100,
    mac: null,
    trafficLimitGb: 1000,
    trafficUsedGb: n % 1000,
    trafficResetAt: null,
    snapshotQuota: null,
    backupQuota: null,
    portQuota: null,
    domainQuota: null,
    mediumId: null,
    lastReinstallOn: null,
    remark: null,
  };
}
const viewer = (n: number): Viewer => ({
  accountId: "00000000-0000-4000-8000-000000000001",
  sessionId: "s",
  role: "customer",
  username: "u",
  displayName: "u",
  userId: parseUserId(`customer-${n}`),
  locale: null,
  theme: "system",
  timeZone: null,
  view: null,
});

describe("a fleet of 50,000", () => {
  let rows: HostRow[] = [];
  beforeAll(() => {
    rows = Array.from({ length: HOSTS }, (_, n) => row(n));
  });

  it("is written to the mirror without blocking the process", { timeout: 300_000 }, async () => {
    const first = await longestBlockMs(() => applyFleetList(rows, new Date()));
    const changed = rows.map((r, n) => (n % 10 === 0 ? { ...r, trafficUsedGb: 77_777 } : r));
    let again = 0;
    const read = await rowsRead("hosts", async () => {
      again = await longestBlockMs(() => applyFleetList(changed, new Date()));
    });
    // Each chunk reads its own rows and not the table.
    expect(read).toBeLessThan(20 * HOSTS);
    const written = await database().execute(
      sql`select count(*)::int as n from hosts where traffic_used_gb = 77777`,
    );
    expect(written.rows[0]?.n).toBe(HOSTS / 10);
    // The first run compiles the code. A comparison of all rows in one go would be many times this.
    expect(Math.min(first, again)).toBeLessThan(150);
  });

  it("gives a customer's list from the index", async () => {
    const customers = [0, 1_234, OWNERS - 1];
    const read = await rowsRead("hosts", async () => {
      for (const n of customers) {
        expect((await hostListFor(viewer(n))).hosts).toHaveLength(HOSTS / OWNERS);
      }
    });
    expect(read).toBeLessThan(HOSTS / 100);
  });
});
