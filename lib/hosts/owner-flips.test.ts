import { afterEach, expect, it, vi } from "vitest";
import type { ActionResult } from "../action-result";
import { master } from "../master";
import { readOperation } from "../operations/read-ledger";
import { changeRemotePort, resetPassword } from "./access/access-commands";
import { endConsole } from "./console/end-console";
import { openConsole } from "./console/open-console";
import { bindDomain, unbindDomain } from "./network/domains";
import { addPort, removePort } from "./network/ports";
import { reapplyAddresses } from "./network/reapply";
import type { OwnedHost } from "./owned-host";
import { powerCommands } from "./power/power-commands";
import { reinstall } from "./reinstall/reinstall-command";
import { createSnapshot, deleteSnapshot, restoreSnapshot } from "./snapshots/snapshot-commands";
import { ann } from "./testing/ann";
import { hostOfAnn, operationsOf, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts({ CONSOLE_HOSTS: "198.51.100.2" });
const ID = "101";
/** Behind a shared address, with ports and a domain. */
const SHARED = "105";

afterEach(() => {
  vi.restoreAllMocks();
});

/** While an operation looks up what it needs, its host becomes another's. */
function flipDuring(
  lookup: "listSnapshots" | "listImages" | "listTasks" | "listMappings",
  id: string = ID,
): void {
  const real = master()[lookup].bind(master()) as (...args: unknown[]) => Promise<unknown>;
  vi.spyOn(master(), lookup).mockImplementationOnce((async (...args: unknown[]) => {
    await simulator().control.setHost(id, { userid: "10002" });
    return real(...args);
  }) as never);
}

const key = () => crypto.randomUUID();
const typedName = async () => (await hostOfAnn(ID)).row.name ?? ID;
const effects = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);

async function nothingWasSent(before: string[], id: string = ID): Promise<void> {
  const [row] = (await operationsOf(id)).slice(-1);
  expect(await readOperation(row?.id ?? "")).toMatchObject({
    outcome: "not-sent",
    notSentCause: "not-yours",
  });
  expect(await effects()).toEqual(before);
}

/** The host becomes another's once the master has told its owner for the n-th time from now. */
function flipAfterProof(nth: number, id: string = ID): { proofs: () => number } {
  const real = master().readHost.bind(master());
  let proofs = 0;
  vi.spyOn(master(), "readHost").mockImplementation(async (...args) => {
    const told = await real(...args);
    proofs += 1;
    if (proofs === nth) {
      await simulator().control.setHost(id, { userid: "10002" });
    }
    return told;
  });
  return { proofs: () => proofs };
}

const COMMANDS: readonly (readonly [string, string, (owned: OwnedHost) => Promise<ActionResult>])[] = [
  ["stop", ID, (owned) => powerCommands.stop.run(owned, {}, key(), ann)],
  ["create-snapshot", ID, (owned) => createSnapshot.run(owned, { note: "" }, key(), ann)],
  ["reapply-addresses", ID, (owned) => reapplyAddresses.run(owned, {}, key(), ann)],
  [
    "change-remote-port",
    ID,
    (owned) => changeRemotePort.run(owned, { choice: "chosen", port: "20022" }, key(), ann),
  ],
  ["open-console", ID, (owned) => openConsole.run(owned, {}, key(), ann)],
  ["end-console", ID, (owned) => endConsole.run(owned, {}, key(), ann)],
  ["add-port", SHARED, (owned) => addPort.run(owned, { port: "8443" }, key(), ann)],
  [
    "bind-domain",
    SHARED,
    (owned) => bindDomain.run(owned, { domain: "new.example", port: "80" }, key(), ann),
  ],
];

it.each(COMMANDS)("%s is not sent to a host that moved after its first owner check", async (_, id, press) => {
  const owned = await hostOfAnn(id);
  const before = await effects();
  const { proofs } = flipAfterProof(1, id);
  expect(await press(owned)).toMatchObject({ ok: false, code: "not-found" });
  expect(proofs()).toBe(2);
  await nothingWasSent(before, id);
});

it("a host that moves while its command waits for the call budget gets no command", async () => {
  const owned = await hostOfAnn(ID);
  const before = await effects();
  const real = master().power.bind(master());
  // The command asks its last question only after its own waiting.
  vi.spyOn(master(), "power").mockImplementation(async (vmId, verb, options) => {
    await simulator().control.setHost(ID, { userid: "10002" });
    return real(vmId, verb, options);
  });
  expect(await powerCommands.stop.run(owned, {}, key(), ann)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before);
  const [row] = (await operationsOf(ID)).slice(-1);
  expect(row?.sentAt).toBeNull();
});

it("a host that changes hands while a reinstall looks up its image keeps its system", async () => {
  const owned = await hostOfAnn(ID);
  const form = {
    image: owned.row.imageId ?? "",
    disks: "system",
    password: "",
    typedName: await typedName(),
  } as const;
  const before = await effects();
  flipDuring("listImages");
  expect(await reinstall.run(owned, form, key(), ann)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before);
});

it.each([
  ["restored", restoreSnapshot.run],
  ["deleted", deleteSnapshot.run],
] as const)("and no snapshot of it is %s", async (_, perform) => {
  const owned = await hostOfAnn(ID);
  const listed = await master().listSnapshots(owned.vmId, { priority: "command" });
  const snapshot = listed.ok ? (listed.value[0]?.name ?? "") : "";
  expect(snapshot).not.toBe("");
  const before = await effects();
  flipDuring("listSnapshots");
  const named = { snapshot, typedName: await typedName() };
  expect(await perform(owned, named, key(), ann)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before);
});

it("and its new owner's password stays as it is", async () => {
  const owned = await hostOfAnn(ID);
  const before = await effects();
  flipDuring("listTasks");
  const typed = { password: "kF7mq-Wd2xP-9sTbR", user: "" };
  expect(await resetPassword.run(owned, typed, key(), ann)).toMatchObject({
    ok: false,
    code: "not-found",
  });
  await nothingWasSent(before);
});

it.each([
  ["port", removePort.run],
  ["domain", unbindDomain.run],
] as const)("and no %s of it is taken away", async (kind, perform) => {
  const owned = await hostOfAnn(SHARED);
  const listed = await master().listMappings(owned.vmId, { priority: "command" });
  const id = listed.ok ? (listed.value.find((one) => one.kind === kind)?.id ?? "") : "";
  expect(id).not.toBe("");
  const before = await effects();
  flipDuring("listMappings", SHARED);
  expect(await perform(owned, { mappingId: id }, key(), ann)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before, SHARED);
});
