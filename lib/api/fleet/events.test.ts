import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FLEET_SCOPES } from "../../accounts/tokens/token-scopes";
import { database, pool, type Transaction } from "../../db/connection";
import { cleanUp } from "../../db/housekeeping";
import { operations, tenancies } from "../../db/schema";
import { customerNames } from "../../db/staff-schema";
import { fleetEvents } from "../../db/token-schema";
import { registerStaffVerifications } from "../../fleet/hosts/commands";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { tenancyOfNobody } from "../../hosts/mirror/tenancies";
import { endOf, useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { readEvents } from "../../notifications/fleet-events";
import { DAY_MS } from "../../units";
import { freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "../testing/program";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });

let token: string;
beforeAll(async () => {
  registerStaffVerifications();
  token = await newTokenOf(await newAccount("admin"), {
    ...{ scope: "provider", fleetScopes: [...FLEET_SCOPES], addressRanges: ["203.0.113.0/24"] },
  });
});
beforeEach(async () => {
  await freeLimits();
  await syncFleet();
  await database().delete(fleetEvents);
});

const call = async (path: string, asked: ProgramRequest = {}) =>
  (await program(path, { token, ...asked, headers: { "x-forwarded-for": "203.0.113.5" } })).body;

const noteCustomer = (userId: string, db: Transaction | ReturnType<typeof database> = database()) =>
  db.insert(customerNames).values({ userId, found: true, readAt: new Date() });
const customersAfter = async (after: string | null, limit = 200) => {
  const page = await readEvents({ after, since: null, limit });
  return {
    ids: page?.events.map(({ id }) => id) ?? [],
    owners: page?.events.map(({ owner }) => owner) ?? [],
  };
};

/** Runs `meanwhile` while a transaction that noted a customer hasn't ended. */
async function whileOpen(userId: string, meanwhile: () => Promise<void>): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await client.query("insert into customer_names (user_id, found, read_at) values ($1, true, now())", [
      userId,
    ]);
    await meanwhile();
    await client.query("commit");
  } finally {
    client.release();
  }
}

describe("the events of the fleet", () => {
  it("leave none out for a reader who goes on from the last one, though an earlier transaction ends later", async () => {
    let seen: Awaited<ReturnType<typeof customersAfter>> | null = null;
    await whileOpen("70001", async () => {
      await noteCustomer("70002");
      seen = await customersAfter(null);
      expect(seen.owners).toEqual(["70002"]);
    });
    const { ids } = seen ?? { ids: [] };
    expect((await customersAfter(ids.at(-1) ?? null)).owners).toEqual(["70001"]);
    expect((await customersAfter(null)).owners).toEqual(["70002", "70001"]);
  });

  it("come to every reader once and in one order, while many write and read at the same time", async () => {
    const numbers = Array.from({ length: 40 }, (_, at) => String(71_000 + at));
    let writing = numbers.length;
    const write = async (userId: string, at: number) => {
      await database().transaction(async (tx) => {
        await noteCustomer(userId, tx);
        // Those that began first end last.
        await tx.execute(sql`select pg_sleep(${(numbers.length - at) / 400})`);
      });
      writing -= 1;
    };
    const read = async () => {
      const all: string[] = [];
      for (let last: string | null = null, isLast = false; ; ) {
        isLast = writing === 0;
        const { ids, owners } = await customersAfter(last, 7);
        all.push(...owners);
        last = ids.at(-1) ?? last;
        if (isLast && ids.length === 0) return all;
      }
    };
    const [first, second] = await Promise.all([read(), read(), ...numbers.map(write)]);
    expect(first).toEqual(second);
    expect((first as string[]).toSorted()).toEqual(numbers);
  });

  it("tell a shop of an order, its host, a suspension and a deletion, page by page", async () => {
    const ordered = await call("/fleet/hosts", {
      json: {
        ...{ reference: "events:1", customer: "10001", node: "1", image: "11", name: "events1" },
        ...{ hardware: { cpuCores: 1, memoryMb: 1024, portMbit: 10 }, ipv4: { count: 1 } },
      },
    });
    const { hostId } = await call(`/fleet/operations/${ordered.id}?wait=10`);
    const asked = async (json: object) => {
      const { id } = await call(`/fleet/hosts/${hostId}/operations`, { json });
      await endOf(id);
      await syncFleet();
    };
    await asked({ kind: "suspend-host", reason: "unpaid" });
    await asked({ kind: "delete-host", typedName: "events1" });
    const events: { id: string; kind: string; fields: string[]; operation: { kind: string } | null }[] = [];
    for (let after = ""; ; after = `&after=${events.at(-1)?.id}`) {
      const body = await call(`/fleet/events?limit=2${after}`);
      events.push(...body.events);
      if (body.next === null) break;
      expect(body.next).toBe(events.at(-1)?.id);
    }
    const own = events.filter(
      (event) => "hostId" in event && [hostId, null].includes(event.hostId as string),
    );
    expect(own.map(({ kind, operation }) => operation?.kind ?? kind)).toEqual(
      expect.arrayContaining(["create-host", "host-added", "suspend-host", "delete-host", "host-removed"]),
    );
    expect(own).toContainEqual(expect.objectContaining({ kind: "host-changed", fields: ["reference"] }));
    expect(own).toContainEqual(
      expect.objectContaining({ kind: "host-changed", fields: ["state"], reference: "events:1" }),
    );
    const at = (kind: string) => own.findIndex((one) => (one.operation?.kind ?? one.kind) === kind);
    expect(at("host-added")).toBeLessThan(at("suspend-host"));
    expect((await call(`/fleet/events?after=${events.at(-1)?.id}`)).events).toEqual([]);
    expect((await call("/fleet/events?since=2099-01-01T00:00:00Z")).events).toEqual([]);
  });

  it("tell both customers' sides of a host that changes hands, and of changes to a customer", async () => {
    await database().execute(sql`update hosts set owner = '10002' where vm_id = '101'`);
    await database().execute(sql`update tenancies set until = now() where vm_id = '101' and until is null`);
    await database().insert(tenancies).values({ vmId: "101", owner: "10002" });
    await noteCustomer("72001");
    await database().execute(sql`update customer_names set email = 'a@b.c' where user_id = '72001'`);
    await database().execute(sql`update customer_names set read_at = now() where user_id = '72001'`);
    await database().execute(sql`update customer_names set found = false where user_id = '72001'`);
    const { events } = await call("/fleet/events");
    expect(
      events.map(({ kind, customer, fields }: Record<string, unknown>) => [kind, customer, fields]),
    ).toEqual([
      ["host-removed", "10001", []],
      ["host-added", "10002", []],
      ["customer-added", "72001", []],
      ["customer-changed", "72001", ["email"]],
      ["customer-removed", "72001", []],
    ]);
  });

  it("tell once that a host is gone, also where it comes back as another customer's", async () => {
    const about = async () => {
      await syncFleet();
      const { events } = await call("/fleet/events");
      return events
        .filter(({ hostId, kind }: Record<string, unknown>) => hostId === "102" && kind !== "host-changed")
        .map(({ kind, customer }: Record<string, unknown>) => [kind, customer]);
    };
    await database().execute(sql`update hosts set gone_at = now() where vm_id = '102'`);
    await simulator().control.setHost("102", { userid: "10002" });
    const moved = [
      ["host-removed", "10001"],
      ["host-added", "10002"],
    ];
    expect(await about()).toEqual(moved);
    await database().execute(sql`update hosts set gone_at = now() where vm_id = '102'`);
    const back = [...moved, ["host-removed", "10002"], ["host-added", "10002"]];
    expect(await about()).toEqual(back);
    await simulator().control.setHost("102", { userid: "10001" });
    expect(await about()).toEqual([...back, ["host-removed", "10002"], ["host-added", "10001"]]);
  });

  it("are none of hosts that nobody owns, of consoles, or of what a sync reads unchanged", async () => {
    const nobodys = await tenancyOfNobody("990", null);
    const [own] = await database().select().from(tenancies).where(sql`vm_id = '102' and until is null`);
    const begin = { formKey: "", outcome: "open", actorName: "x", actorRole: "customer" } as const;
    await database()
      .insert(operations)
      .values([
        { ...begin, tenancyId: nobodys, vmId: "990", kind: "start", formKey: "nobody" },
        { ...begin, tenancyId: own?.id ?? "", vmId: "102", kind: "open-console", formKey: "console" },
      ]);
    await database().update(operations).set({ outcome: "done" });
    await syncFleet();
    expect((await call("/fleet/events")).events).toEqual([]);
  });

  it("are kept as long as the ledger; who goes on from one that is gone is told so", async () => {
    await noteCustomer("73001");
    const { events } = await call("/fleet/events");
    await cleanUp(new Date(Date.now() + 9_000 * DAY_MS));
    expect((await call(`/fleet/events?after=${events[0].id}`)).errors).toEqual([
      { field: "after", code: "not-listed" },
    ]);
  });
});
