import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "../db/connection";
import { accounts, operations } from "../db/schema";
import { HOST_COMMANDS } from "../hosts/commands";
import { endOf, useSimulatedHosts } from "../hosts/testing/on-simulator";
import { keyOfOneToken } from "../operations/form-key";
import { CUSTOMER_OFFER } from "./offers";
import { ask, freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "./testing/program";

const { simulator } = useSimulatedHosts();
/** Running; off; behind a shared address. */
const [OWN, OFF, SHARED] = ["101", "109", "105"];

let owner: string;
let token: string;
beforeEach(async () => {
  await freeLimits();
  owner = await newAccount("customer", "10001");
  token = await newTokenOf(owner);
  await simulator().control.clearJournal();
});

const post = (vmId: string, kind: string, fields: object = {}, more: ProgramRequest = {}) =>
  ask(`/hosts/${vmId}/operations`, kind, fields, { token, ...more });
const withKey = (key: string) => ({ headers: { "idempotency-key": key } });
const effects = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);
const nameOf = async (vmId: string) => (await simulator().control.host(vmId)).vmname;

describe("asking for an operation", () => {
  it("answers 202 with it, and where it can be read until it has ended", async () => {
    const answer = await post(OFF, "start");
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ kind: "start", outcome: "open", hostId: OFF, byViewer: true });
    expect(answer.headers.get("location")).toBe(`/api/v1/operations/${answer.body.id}`);
    await endOf(answer.body.id);
    const after = await program(`/operations/${answer.body.id}`, { token });
    expect(after.body).toMatchObject({ outcome: "done" });
    const [row] = await database().select().from(operations).where(eq(operations.id, answer.body.id));
    expect(row).toMatchObject({ accountId: owner, actorRole: "customer", sessionId: null });
    expect(row?.tokenId).not.toBeNull();
    const { body } = await program(`/hosts/${OFF}`, { token });
    expect(body).toMatchObject({ state: "running", operation: { id: answer.body.id, outcome: "done" } });
  });

  it("is one operation however often its key comes, by whichever token of the account", async () => {
    const [first, ...more] = await Promise.all(
      Array.from({ length: 12 }, () => post(OFF, "start", {}, withKey("one-key-12345"))),
    );
    expect(new Set([first, ...more].map((one) => one?.body.id)).size).toBe(1);
    expect(await effects()).toEqual(["start"]);
    await endOf(first?.body.id);
    const again = await post(OFF, "start", {}, withKey('"one-key-12345"'));
    expect(again).toMatchObject({ status: 202, body: { id: first?.body.id, outcome: "done" } });
    const next = { token: await newTokenOf(owner), ...withKey("one-key-12345") };
    expect((await post(OFF, "start", {}, next)).body.id).toBe(first?.body.id);
    expect((await post(OFF, "stop", {}, next)).body.code).toBe("key-reused");
    const another = await newTokenOf(await newAccount("customer", "10001"));
    const own = await post(OFF, "stop", {}, { ...next, token: another });
    expect(own.status).toBe(202);
    expect(own.body.id).not.toBe(first?.body.id);
  });

  it("finds what a key of an earlier release stands for, which was one token's", async () => {
    const made = await post(OFF, "start", {}, withKey("old-key-12345"));
    const row = await endOf(made.body.id);
    const formKey = keyOfOneToken(row.tokenId ?? "", "old-key-12345");
    await database().update(operations).set({ formKey }).where(eq(operations.id, row.id));
    const next = { token: await newTokenOf(owner), ...withKey("old-key-12345") };
    expect((await post(OFF, "start", {}, next)).body).toMatchObject({ id: row.id, outcome: "done" });
    expect((await post(OFF, "stop", {}, next)).body.code).toBe("key-reused");
    expect(await effects()).toEqual(["start"]);
  });

  it("refuses a key that stood for something else: another kind, field or host", async () => {
    const made = await post(SHARED, "add-port", { port: 8080 }, withKey("key-12345678"));
    expect(made.status).toBe(202);
    await endOf(made.body.id);
    const before = await effects();
    const others = await Promise.all([
      post(SHARED, "add-port", { port: 8081 }, withKey("key-12345678")),
      post(SHARED, "force-stop", {}, withKey("key-12345678")),
      post(OWN, "add-port", { port: 8080 }, withKey("key-12345678")),
    ]);
    expect(others.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([422, "key-reused"]));
    expect(await effects()).toEqual(before);
    const same = await post(SHARED, "add-port", { port: "8080" }, withKey("key-12345678"));
    expect(same.body.id).toBe(made.body.id);
  });

  it("answers 409 with the operation that holds the host, and takes the same key once that has ended", async () => {
    const { control } = simulator();
    const { speed } = await control.clock();
    // Until then the snapshot doesn't end, however slow the machine is.
    await control.setClock({ speed: 0 });
    const holds = await post(OWN, "create-snapshot");
    const answer = await post(OWN, "force-stop", {}, withKey("later-123456"));
    await control.setClock({ speed });
    expect(answer).toMatchObject({ status: 409, body: { code: "busy", operation: { id: holds.body.id } } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await endOf(holds.body.id);
    expect((await post(OWN, "force-stop", {}, withKey("later-123456"))).status).toBe(202);
  });

  it("says why something isn't possible, with the operation that was not sent", async () => {
    const { status, body } = await post(OWN, "start");
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: "not-possible",
      reason: "already-running",
      operation: { outcome: "not-sent" },
    });
    expect(await effects()).toEqual([]);
  });

  it("tells a row that the host doesn't have from a host that is gone", async () => {
    const typedName = await nameOf(OWN);
    for (const [field, kind, fields] of [
      ["snapshot", "delete-snapshot", { snapshot: "none", typedName }],
      ["medium", "mount-medium", { medium: "9999" }],
      ["image", "reinstall", { image: "9999", disks: "system", typedName }],
    ] as const) {
      const key = withKey(crypto.randomUUID());
      const answers = [await post(OWN, kind, fields, key), await post(OWN, kind, fields, key)];
      for (const { status, body } of answers) {
        expect([status, body.code], kind).toEqual([422, "not-listed"]);
        expect(body.errors).toEqual([{ field, code: "not-listed" }]);
        expect(body.operation).toMatchObject({
          kind,
          outcome: "not-sent",
          id: answers[0]?.body.operation.id,
        });
      }
    }
    const unbound = await post(SHARED, "remove-port", { mappingId: "9999" });
    expect(unbound.body).toMatchObject({ code: "not-listed", errors: [{ field: "mappingId" }] });
    expect((await post("999999", "start")).body.code).toBe("not-found");
    expect(await effects()).toEqual([]);
  });

  it("tells a refusal of the provider's system in its words", async () => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "vm_start" }, count: 1 });
    const { status, body } = await post(OFF, "start");
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: "refused", operation: { outcome: "refused" } });
  });
});

describe("a body", () => {
  const wrong = async (fields: object, more: ProgramRequest = {}) => {
    const { kind, ...rest } = fields as { kind: string };
    const { status, body } = await post(OWN, kind, rest, more);
    return [status, body.code];
  };

  it("is refused where it isn't as described, and nothing is done", async () => {
    for (const [kind, code] of [
      ["explode", "unknown"],
      ["lock-host", "unknown"],
      [undefined, "missing"],
      ["__proto__", "unknown"],
    ] as const) {
      const { errors } = (await post(OWN, kind as string)).body;
      expect(errors).toEqual([
        { field: "kind", code, allowed: CUSTOMER_OFFER.commands.map((one) => one.kind) },
      ]);
    }
    expect(await wrong({ kind: "start", extra: "1" })).toEqual([422, "invalid"]);
    expect(await wrong({ kind: "start", vmid: "102" })).toEqual([422, "invalid"]);
    expect(await wrong({ kind: "open-console" })).toEqual([422, "invalid"]);
    expect(await wrong({ kind: "lock-host" })).toEqual([422, "invalid"]);
    expect(await wrong({ kind: "add-port", port: "ssh" })).toEqual([422, "invalid"]);
    expect(await wrong({ kind: "add-port", port: 1.5 })).toEqual([422, "invalid"]);
    expect(await wrong({ kind: "reset-password", password: "short" })).toEqual([422, "invalid"]);
    for (const key of ["", "two words", "x".repeat(256), "é"]) {
      expect(await wrong({ kind: "start" }, withKey(key)), key).toEqual([400, "key-missing"]);
    }
    const text = (body: string | Uint8Array<ArrayBuffer>, type = "application/json") =>
      program(`/hosts/${OWN}/operations`, { token, text: body, headers: { "content-type": type } });
    const strange = ['{"kind":"start","__proto__":1}', '{"kind":"create-snapshot","note":"a\\u0000"}'];
    for (const one of [...strange, '{"kind":"create-snapshot","note":"\\ud800"}']) {
      expect((await text(one)).body.code, one).toBe("invalid");
    }
    const latin1 = new Uint8Array([
      ...new TextEncoder().encode('{"kind":"create-snapshot","note":"'),
      0xe9,
      0x22,
      0x7d,
    ]);
    expect((await text(latin1)).body.code).toBe("bad-request");
    expect((await text("{")).body.code).toBe("bad-request");
    expect((await text("[]")).body.code).toBe("bad-request");
    expect((await text("null")).body.code).toBe("bad-request");
    expect((await text('{"kind":"start"}', "text/plain")).status).toBe(415);
    expect((await text("kind=start", "application/x-www-form-urlencoded")).status).toBe(415);
    expect(await effects()).toEqual([]);
    expect(await database().select().from(operations).where(eq(operations.accountId, owner))).toEqual([]);
  });

  it("of what loses data needs the host's name, as a form does", async () => {
    const { body } = await program(`/hosts/${OWN}/snapshots`, { token });
    const [snapshot] = body.snapshots;
    const lose = (typedName: string) => post(OWN, "delete-snapshot", { snapshot: snapshot.name, typedName });
    expect((await lose("another")).body).toMatchObject({
      code: "invalid",
      errors: [{ field: "typedName", code: "not-confirmed" }],
    });
    expect(await effects()).toEqual([]);
    expect((await lose(await nameOf(OWN))).status).toBe(202);
  });

  it("of what loses data is refused where the account wants to be asked first", async () => {
    await database().update(accounts).set({ askAgain: true }).where(eq(accounts.id, owner));
    const destroying = CUSTOMER_OFFER.commands
      .map(({ kind }) => kind)
      .filter((kind) => /reinstall|(restore|delete)-snapshot/.test(kind));
    expect(destroying).toHaveLength(3);
    const fields = { snapshot: "s", typedName: await nameOf(OWN) };
    expect((await post(OWN, "restore-snapshot", fields)).body.code).toBe("prove-again");
    expect((await post(OWN, "delete-snapshot", fields)).body.code).toBe("prove-again");
    const reinstall = { image: "1", disks: "system", typedName: fields.typedName };
    expect((await post(OWN, "reinstall", reinstall)).body.code).toBe("prove-again");
    expect(await effects()).toEqual([]);
  });

  it("may hold a password, which is kept and answered nowhere", async () => {
    const password = "Canary-kF7mq-Wd2xP-aa77";
    const { status, body } = await post(OWN, "reset-password", { password });
    expect(status).toBe(202);
    expect(JSON.stringify(body)).not.toContain(password);
    expect(JSON.stringify(await database().select().from(operations))).not.toContain(password);
  });
});

it("offers every command of customers' forms but those of the console", () => {
  const offered = CUSTOMER_OFFER.commands.map(({ kind }) => kind);
  const missing = Object.keys(HOST_COMMANDS).filter((kind) => !offered.some((one) => one === kind));
  expect(missing).toEqual(["open-console", "end-console"]);
});
