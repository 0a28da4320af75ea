import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { database } from "@/lib/db/connection";
import { domainClaims } from "@/lib/db/host-schema";
import { rateLimits } from "@/lib/db/sign-in-schema";
import { master } from "@/lib/master";
import { perProcess } from "@/lib/per-process";
import { parseUserId } from "@/lib/rstack/ids";
import { openHost } from "../owned-host";
import { ann } from "../testing/ann";
import { ended, useSimulatedHosts } from "../testing/on-simulator";
import { allowName, namesToAllow } from "./domain-claims";
import { bindDomain, unbindDomain } from "./domains";
import type { TxtRecord } from "./network-view";
import { startDnsServer } from "./testing/dns-server";

const server = await startDnsServer();
afterAll(() => server.close());
const { simulator } = useSimulatedHosts({ DOMAIN_DNS: server.address });

const bob: Viewer = {
  ...ann,
  accountId: "33333333-3333-4333-8333-333333333333",
  sessionId: "44444444-4444-4444-8444-444444444444",
  username: "bob",
  displayName: "Bob",
  userId: parseUserId("10002"),
};
/** Ann's and Bob's, behind the same shared address; Ann's has this domain. */
const [HERS, HIS, HAS] = ["105", "202", "files.northwind.example"];
const RULE = "53";
const SHARED = "198.51.100.7";

const hostOf = async (viewer: Viewer, id: string) => {
  const owned = await openHost(viewer, id);
  if (!owned) throw new Error(`host ${id} is not theirs`);
  return owned;
};
const bind = async (viewer: Viewer, id: string, domain: string) =>
  bindDomain.run(await hostOf(viewer, id), { domain, port: "80" }, crypto.randomUUID(), viewer);
const unbindHers = async () =>
  ended(await unbindDomain.run(await hostOf(ann, HERS), { mappingId: RULE }, crypto.randomUUID(), ann));
const binds = async () =>
  (await simulator().control.journal()).calls.filter(
    ({ action, params }) => action === "vm_domain" && params.subvaction === "add",
  ).length;
const daysPass = (days: number) =>
  database()
    .update(domainClaims)
    .set({
      seenAt: sql`seen_at - ${days} * interval '1 day'`,
      endedAt: sql`ended_at - ${days} * interval '1 day'`,
    });

const forgetAnswers = () =>
  perProcess("dns", () => ({ answers: new Map(), inFlight: new Map() })).answers.clear();

beforeEach(async () => {
  await database().delete(domainClaims);
  await database().delete(rateLimits);
  server.names.clear();
  server.texts.clear();
  forgetAnswers();
});

it("wants a TXT record for a name that another customer unbound lately", async () => {
  await unbindHers();
  const refused: ActionResult<{ txtRecord: TxtRecord }> = await bind(bob, HIS, HAS);
  expect(refused).toMatchObject({
    ok: false,
    code: "not-possible",
    reason: "domain-proof",
    operation: { outcome: "not-sent", notSentCause: "domain-proof" },
    txtRecord: { name: `_rstack-panel.${HAS}`, value: expect.stringMatching(/^rstack-panel=[0-9a-f]{32}$/) },
  });
  const record = !refused.ok ? refused.txtRecord : undefined;
  server.texts.set(record?.name ?? "", ["v=spf1 -all", record?.value ?? ""]);
  expect((await ended(await bind(bob, HIS, HAS))).outcome).toBe("done");
  expect(await binds()).toBe(1);
});

it("doesn't accept the proof of another tenancy", async () => {
  await unbindHers();
  await bind(bob, HIS, HAS);
  server.texts.set(`_rstack-panel.${HAS}`, [`rstack-panel=${"0".repeat(32)}`]);
  expect(await bind(bob, HIS, HAS)).toMatchObject({ reason: "domain-proof" });
  expect(await binds()).toBe(0);
});

it("accepts an admin's permission, for this host alone", async () => {
  await unbindHers();
  await bind(bob, HIS, HAS);
  const { tenancyId } = await hostOf(bob, HIS);
  expect(await namesToAllow(tenancyId)).toEqual([HAS]);
  expect(await allowName("other.example", tenancyId, "Rosa")).toBe(false);
  expect(await allowName(HAS, tenancyId, "Rosa")).toBe(true);
  expect((await ended(await bind(bob, HIS, HAS))).outcome).toBe("done");
  expect(await namesToAllow(tenancyId)).toEqual([]);
});

it("binds at once what the same customer unbound", async () => {
  await unbindHers();
  server.names.set(HAS, [SHARED]);
  expect((await ended(await bind(ann, HERS, HAS))).outcome).toBe("done");
});

it("frees a name 30 days after it was unbound, unless it still leads here", async () => {
  await unbindHers();
  await daysPass(31);
  server.names.set(HAS, [SHARED]);
  expect(await bind(bob, HIS, HAS)).toMatchObject({ reason: "domain-proof" });
  forgetAnswers();
  server.names.set(HAS, ["203.0.113.200"]);
  expect((await ended(await bind(bob, HIS, HAS))).outcome).toBe("done");
});

it("binds a name that nobody had at once, even if its DNS record is set already", async () => {
  server.names.set("fresh.example", [SHARED]);
  expect((await ended(await bind(bob, HIS, "fresh.example"))).outcome).toBe("done");
});

it.each([
  ["below", `new.sub.${HAS}`],
  ["above", "northwind.example"],
])("wants a proof for a name %s one that another customer has", async (_, domain) => {
  await unbindHers();
  server.names.set(domain, [SHARED]);
  expect(await bind(bob, HIS, domain)).toMatchObject({ reason: "domain-proof" });
  expect(await binds()).toBe(0);
  expect((await ended(await bind(ann, HERS, domain))).outcome).toBe("done");
});

it("binds a sibling of another customer's name at once", async () => {
  await unbindHers();
  expect((await ended(await bind(bob, HIS, "mail.northwind.example"))).outcome).toBe("done");
});

it("keeps the master's answer when the claim can't be saved", async () => {
  await database().execute(sql`alter table domain_claims
    add constraint broken check (seen_at is null or domain <> 'fresh.example')`);
  try {
    const row = await ended(await bind(bob, HIS, "fresh.example"));
    expect(row).toMatchObject({ outcome: "done", acceptedAt: expect.any(Date) });
  } finally {
    await database().execute(sql`alter table domain_claims drop constraint broken`);
  }
});

it("wants a proof for a name that leads to another shared address of ours", async () => {
  await simulator().control.setHost(HERS, { publicip: "198.51.100.9" });
  await hostOf(ann, HERS);
  await database().execute(sql`update hosts set public_ip = '198.51.100.9' where vm_id = ${HERS}`);
  server.names.set("elsewhere.example", ["198.51.100.9"]);
  expect(await bind(bob, HIS, "elsewhere.example")).toMatchObject({ reason: "domain-proof" });
  expect(await binds()).toBe(0);
});

it("learns of a name that was bound outside the panel when another host asks for it", async () => {
  await hostOf(bob, HIS);
  expect(await bind(bob, HIS, HAS)).toMatchObject({ reason: "domain-taken" });
  await master().unbindDomain((await hostOf(ann, HERS)).vmId, RULE as never, {
    priority: "command",
    beforeSend: async () => true,
  });
  expect(await bind(bob, HIS, HAS)).toMatchObject({ reason: "domain-proof" });
});

it("lets one of two hosts win that bind one name at once", async () => {
  const both = [await hostOf(ann, HERS), await hostOf(bob, HIS)] as const;
  const typed = { domain: "race.example", port: "80" };
  const results = await Promise.all([
    bindDomain.run(both[0], typed, crypto.randomUUID(), ann),
    bindDomain.run(both[1], typed, crypto.randomUUID(), bob),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: "domain-taken" });
  expect(await binds()).toBe(1);
});
