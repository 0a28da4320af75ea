import { beforeEach, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { orders } from "@/lib/db/token-schema";
import { openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { readAudit } from "../audit/read-audit";
import { hostFrom } from "../hosts/testing/new-host";
import { ledgerAttention } from "../operations/attention";
import { ledgerFilterFrom } from "../operations/ledger-filter";
import { readLedgerDetail } from "../operations/one-operation";
import { readFleetLedger } from "../operations/read-fleet-ledger";
import { rosa } from "../testing/rosa";
import { followOrders } from "./follow-orders";
import { orderByStaff } from "./staff-order";

const { simulator } = useSimulatedHosts();
// The simulator gives the same ids again.
beforeEach(() => database().delete(orders));
const sent = async () => (await simulator().control.journal({ action: "vm_create" })).calls;
const order = (change: Record<string, string>, formKey: string) =>
  orderByStaff(hostFrom(change), { planId: null, formKey }, rosa);

it("tells its number and password once, and the customer sees the host at once", async () => {
  const result = await order({ name: "fresh1" }, "key-create");
  expect(result).toMatchObject({
    ok: true,
    created: { how: "answered", name: "fresh1", owner: "10001" },
  });
  const created = result.created;
  expect(created?.password).toBeTruthy();
  expect(created?.addresses).toHaveLength(1);
  expect(await openHost(ann, created?.vmId ?? "")).not.toBeNull();
  expect((await sent())[0]?.params).toMatchObject({
    ...{ userid: "10001", nodeid: "1", osid: "11", vmname: "fresh1", cpu: "2", ram: "2048", ram_min: "2048" },
    ...{ ip: "1", backup_snapshot: "-1", returnjson: "1" },
  });
  expect(JSON.stringify(await database().select().from(orders))).not.toContain(created?.password);
});

it("makes one host of a form that comes twice, and doesn't tell the password again", async () => {
  const both = await Promise.all([
    order({ name: "twice1" }, "key-twice"),
    order({ name: "twice1" }, "key-twice"),
  ]);
  expect(both.map(({ created }) => created?.orderId)).toEqual(Array(2).fill(both[0]?.created?.orderId));
  expect(both.filter(({ created }) => created?.password)).toHaveLength(1);
  expect(await order({ name: "twice1" }, "key-twice")).toMatchObject({
    created: { how: "earlier", password: null, name: "twice1" },
  });
  expect(await order({ name: "other1" }, "key-twice")).toEqual({ ok: false, code: "form-used" });
  expect(await sent()).toHaveLength(1);
});

it("finds the host after a lost answer, with no password", async () => {
  await simulator().control.addFault({ kind: "reset", match: { action: "vm_create" } });
  const { created } = await order({ name: "lost1" }, "key-lost");
  expect(created).toMatchObject({ password: null, name: "lost1" });
  await vi.waitFor(
    async () => {
      await followOrders();
      expect(await order({ name: "lost1" }, "key-lost")).toMatchObject({
        created: { how: "earlier", vmId: expect.any(String), password: null },
      });
    },
    { timeout: 10_000 },
  );
  expect(await sent()).toHaveLength(1);
});

it("stands among the operations while the host is looked for, and holds off another of that name", async () => {
  await simulator().control.addHost({ userid: "10001", vmname: "twin1" });
  await simulator().control.addFault({ kind: "reset", when: "before", match: { action: "vm_create" } });
  const match = { action: "hyper", params: { userid: "10001" } };
  await simulator().control.addFault({ kind: "empty", count: 1, match });
  const { created } = await order({ name: "twin1" }, "key-twin");
  // No older host of that name is taken for the new one, though the list before came empty.
  expect(created).toMatchObject({ how: "checking", vmId: null, password: null });
  expect(await order({ name: "twin1" }, "key-twin-2")).toEqual({
    ...{ ok: false, code: "not-possible", reason: "order-exists" },
  });
  const id = created?.orderId ?? "";
  const listed = await readFleetLedger(ledgerFilterFrom({ kind: "create-host", q: "twin1" }), rosa);
  expect(listed.entries).toMatchObject([
    {
      operation: { id, kind: "create-host", outcome: "checking", byViewer: true },
      vmId: null,
      hostName: "twin1",
    },
  ]);
  expect((await ledgerAttention(rosa)).going.entries.map(({ operation }) => operation.id)).toContain(id);
  expect(await readLedgerDetail(id, rosa)).toMatchObject({ token: null, hostName: "twin1", owner: "10001" });
  const audit = await readAudit({
    ...{ q: null, customer: "10001", action: "create-host", from: null, to: null, after: null },
  });
  expect(audit.entries[0]).toMatchObject({ id, operation: true, outcome: "checking", subject: "twin1" });
});

it("sends nothing for a customer whom RStack doesn't know, and says a refusal in its words", async () => {
  const before = (await sent()).length;
  expect(await order({ owner: "99999" }, "key-nobody")).toEqual({
    ...{ ok: false, code: "not-possible", reason: "no-such-customer" },
  });
  expect(await sent()).toHaveLength(before);
  const shut = await order({ place: "node:5" }, "key-shut");
  expect(shut).toMatchObject({ ok: false, code: "refused" });
});

it("sends a remote port, an id and further addresses of one's own", async () => {
  await order(
    {
      ...{ remotePort: "own", ownPort: "12345", hostId: "9001", name: "own1", ipv4: "192.0.2.10" },
      ...{ moreIpv4: "192.0.2.11, 192.0.2.12", ipv6: "2001:db8::1", moreIpv6: "2001:db8::2" },
    },
    "key-own-values",
  );
  expect((await sent()).at(-1)?.params).toMatchObject({
    ...{ id: "9001", remote_port: "12345", ip: "192.0.2.10" },
    ...{ additionals_ip: "192.0.2.11,192.0.2.12", ipv6: "2001:db8::1", additionals_ipv6: "2001:db8::2" },
  });
});
