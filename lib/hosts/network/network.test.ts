import { describe, expect, it, vi } from "vitest";
import { master } from "@/lib/master";
import { ann } from "../testing/ann";
import { ended, endedAtLimit, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { bindDomain as bindingDomain, unbindDomain as unbindingDomain } from "./domains";
import { addPort as addingPort, removePort as removingPort } from "./ports";
import { reapplyAddresses } from "./reapply";

const { simulator } = useSimulatedHosts();

/** Behind a shared address with room; with one of one port, and no domain; with an address of its own. */
const [SHARED, FULL, OWN] = ["105", "106", "101"];
const [RDP_RULE, DOMAIN_RULE, FULL_RULE] = ["51", "53", "54"];
/** A neighbour's, whom Ann never may touch. */
const [FOREIGN_PORT, FOREIGN_DOMAIN, TAKEN] = ["55", "56", "crm.contoso.example"];

const key = () => crypto.randomUUID();
const addPort = async (port: string, id: string = SHARED) =>
  addingPort.run(await hostOfAnn(id), { port }, key(), ann);
const removePort = async (rule: string, id: string = SHARED) =>
  removingPort.run(await hostOfAnn(id), { mappingId: rule }, key(), ann);
const bind = async (domain: string, id: string = SHARED, port = "80") =>
  bindingDomain.run(await hostOfAnn(id), { domain, port }, key(), ann);
const unbind = async (rule: string, id: string = SHARED) =>
  unbindingDomain.run(await hostOfAnn(id), { mappingId: rule }, key(), ann);
const reapply = async (id: string = OWN) => reapplyAddresses.run(await hostOfAnn(id), {}, key(), ann);

const COMMANDS = ["vm_portmap", "vm_domain", "vm_setips"];
const commands = async () =>
  (await simulator().control.journal()).calls.filter(({ action }) => COMMANDS.includes(action ?? ""));
const strike = (
  kind: "reset" | "refuse" | "effect-but-refused" | "nothing-happened",
  action: string,
  when?: "before" | "after",
) => simulator().control.addFault({ kind, when, match: { action }, text: "not now 77" });

it("takes no single empty list for a removed port whose answer was lost", async () => {
  await strike("reset", "vm_portmap", "before");
  await simulator().control.addFault({
    kind: "missing-rows",
    keep: 0,
    nth: 2,
    match: { action: "hypernat" },
  });
  expect((await endedAtLimit(await removePort(FULL_RULE, FULL))).outcome).toBe("unconfirmed");
});

describe("ports and domains", () => {
  it("are refused with the reason where something leads to that port already", async () => {
    await ended(await addPort("8080"));
    expect(await addPort("8080")).toMatchObject({ ok: false, reason: "port-mapped" });
    expect(await commands()).toHaveLength(1);
  });

  it("count as done when they were refused and done all the same", async () => {
    await strike("effect-but-refused", "vm_portmap");
    expect((await ended(await addPort("8080"))).outcome).toBe("done");
  });

  it("are not sent at the limit or where the plan has none; the master decides where the limit isn't known", async () => {
    expect(await addPort("80", FULL)).toMatchObject({ code: "not-possible", reason: "limit-reached" });
    expect(await bind("a.example", FULL)).toMatchObject({ code: "not-possible", reason: "not-offered" });
    expect(await commands()).toEqual([]);
    await simulator().control.setHost(FULL, { portmap: -1 });
    expect(await addPort("80", FULL)).toMatchObject({ ok: false, code: "refused" });
  });

  it("are refused for a host with an address of its own", async () => {
    expect(await addPort("80", OWN)).toMatchObject({ code: "not-possible", reason: "not-shared" });
    expect(await bind("a.example", OWN)).toMatchObject({ code: "not-possible", reason: "not-shared" });
    expect(await commands()).toEqual([]);
  });

  it.each([
    ["a neighbour's port", () => removePort(FOREIGN_PORT)],
    ["a neighbour's domain", () => unbind(FOREIGN_DOMAIN)],
    ["another host's of one's own", () => removePort(FULL_RULE)],
    ["a domain's id as a port", () => removePort(DOMAIN_RULE)],
    ["a port's id as a domain", () => unbind(RDP_RULE)],
    ["one that nobody has", () => removePort("99999")],
  ])("by the id of %s: not there, nothing sent, all rules stand", async (_, perform) => {
    const before = await simulator().control.rules();
    expect(await perform()).toEqual({ ok: false, code: "not-found" });
    // This master deletes by the id alone, whosever it is.
    expect(await commands()).toEqual([]);
    expect(await simulator().control.rules()).toEqual(before);
  });

  it("are not removed by a neighbour's id, even if the master lists the neighbour's rows", async () => {
    await simulator().control.addFault({
      kind: "foreign-rows",
      match: { action: "hypernat" },
      vmids: ["202"],
    });
    expect(await removePort(FOREIGN_PORT)).toEqual({ ok: false, code: "not-found" });
    expect(await unbind(FOREIGN_DOMAIN)).toEqual({ ok: false, code: "not-found" });
    expect(await commands()).toEqual([]);
  });
});

describe("a name", () => {
  it.each([TAKEN, "CRM.contoso.EXAMPLE.", "files.northwind.example"])(
    "that is bound anywhere (%s) is not bound again",
    async (domain) => {
      expect(await bind(domain)).toMatchObject({ code: "not-possible", reason: "domain-taken" });
      expect(await commands()).toEqual([]);
    },
  );

  it("is not bound while the master's list can't be read", async () => {
    await simulator().control.addFault({
      kind: "reset",
      match: { action: "hypernat", params: { domainname: "new.example" } },
    });
    expect(await bind("new.example")).toMatchObject({
      code: "master-down",
      operation: { outcome: "not-sent" },
    });
    expect(await commands()).toEqual([]);
  });
});

describe("re-applying addresses", () => {
  it("is unconfirmed where the master lists no tasks", async () => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "hypertask" } });
    expect((await endedAtLimit(await reapply())).outcome).toBe("unconfirmed");
    expect(await commands()).toHaveLength(1);
  });

  it("needs a running host, and has a rate limit", async () => {
    expect(await reapply("109")).toMatchObject({ code: "not-possible", reason: "not-running" });
    const results = [];
    for (let n = 0; n < 12; n++) {
      results.push(await reapply("109"));
    }
    expect(results.at(-1)).toMatchObject({ ok: false, code: "too-many" });
    expect(await commands()).toEqual([]);
  });
});

it("leaves the neighbours' rules alone in all of these", async () => {
  expect((await simulator().control.rules("202")).map(({ id }) => id)).toEqual([
    FOREIGN_PORT,
    FOREIGN_DOMAIN,
  ]);
});

it("keeps characters that reorder text out of the ledger", async () => {
  const real = master().listMappings.bind(master());
  vi.spyOn(master(), "listMappings").mockImplementationOnce(async (...asked) => {
    const listed = await real(...asked);
    return listed.ok
      ? { ok: true, value: listed.value.map((one) => ({ ...one, domain: `\u202e${one.domain}\u0000` })) }
      : listed;
  });
  const result = await unbind(DOMAIN_RULE);
  expect(result.operation?.subject).toMatch(/^[a-z.]+$/);
  await ended(result);
});
