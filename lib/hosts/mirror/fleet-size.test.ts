import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { rowsRead, useTestDatabase } from "@/lib/db/testing";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";
import type { HostRow } from "@/lib/rstack/master-client";
import { hostListFor } from "../host-list";
import { applyFleetList } from "./apply-list";

useTestDatabase();
const HOSTS = 50_000;
const OWNERS = 5_000;
/** Rows looked at in one turn of the event loop: more of them hold up pages. */
const MOST_IN_A_TURN = 1_000;

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

/** The rows, and how many at most were taken between two turns of the event loop. */
function rowsInTurns(all: readonly HostRow[]) {
  let most = 0;
  let inTurn = 0;
  function* take() {
    for (const one of all) {
      if (inTurn === 0) setImmediate(() => (inTurn = 0));
      most = Math.max(most, ++inTurn);
      yield one;
    }
  }
  return { rows: { length: all.length, [Symbol.iterator]: take }, most: () => most };
}

describe("a fleet of 50,000", () => {
  let rows: HostRow[] = [];
  beforeAll(() => {
    rows = Array.from({ length: HOSTS }, (_, n) => row(n));
  });

  it("is written to the mirror a few rows at a time", { timeout: 300_000 }, async () => {
    await applyFleetList(rows, new Date());
    const changed = rows.map((r, n) => (n % 10 === 0 ? { ...r, trafficUsedGb: 77_777 } : r));
    const turns = rowsInTurns(changed);
    const read = await rowsRead("hosts", () => applyFleetList(turns.rows, new Date()));
    expect(turns.most()).toBeLessThanOrEqual(MOST_IN_A_TURN);
    // Each chunk reads its own rows and not the table.
    expect(read).toBeLessThan(20 * HOSTS);
    const written = await database().execute(
      sql`select count(*)::int as n from hosts where traffic_used_gb = 77777`,
    );
    expect(written.rows[0]?.n).toBe(HOSTS / 10);
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
