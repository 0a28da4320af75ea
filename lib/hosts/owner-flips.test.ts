import { afterEach, expect, it, vi } from "vitest";
import { master } from "../master";
import { readOperation } from "../operations/read-ledger";
import { performResetPassword } from "./access/reset-password";
import { performUnbindDomain } from "./network/domains";
import { performRemovePort } from "./network/ports";
import { performReinstall } from "./reinstall/perform-reinstall";
import { deleteSnapshot, restoreSnapshot } from "./snapshots/snapshot-operations";
import { ann } from "./testing/ann";
import { hostOfAnn, operationsOf, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts();
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
  expect(await performReinstall(owned, form, key(), ann)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before);
});

it.each([
  ["restored", restoreSnapshot],
  ["deleted", deleteSnapshot],
] as const)("and no snapshot of it is %s", async (_, perform) => {
  const owned = await hostOfAnn(ID);
  const listed = await master().listSnapshots(owned.vmId, { priority: "command" });
  const snapshot = listed.ok ? (listed.value[0]?.name ?? "") : "";
  expect(snapshot).not.toBe("");
  const before = await effects();
  flipDuring("listSnapshots");
  const named = { snapshot, typedName: await typedName() };
  expect(await perform(owned, key(), ann, named)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before);
});

it("and its new owner's password stays as it is", async () => {
  const owned = await hostOfAnn(ID);
  const before = await effects();
  flipDuring("listTasks");
  const typed = { password: "kF7mq-Wd2xP-9sTbR", user: "" };
  expect(await performResetPassword(owned, typed, key(), ann)).toMatchObject({
    ok: false,
    code: "not-found",
  });
  await nothingWasSent(before);
});

it.each([
  ["port", performRemovePort],
  ["domain", performUnbindDomain],
] as const)("and no %s of it is taken away", async (kind, perform) => {
  const owned = await hostOfAnn(SHARED);
  const listed = await master().listMappings(owned.vmId, { priority: "command" });
  const id = listed.ok ? (listed.value.find((one) => one.kind === kind)?.id ?? "") : "";
  expect(id).not.toBe("");
  const before = await effects();
  flipDuring("listMappings", SHARED);
  expect(await perform(owned, id, key(), ann)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before, SHARED);
});
