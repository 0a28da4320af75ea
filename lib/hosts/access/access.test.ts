import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { ActionResult } from "@/lib/action-result";
import { database } from "@/lib/db/connection";
import { connectViewOf } from "../connect/connect";
import { ann } from "../testing/ann";
import { ended, endedAtLimit, hostOfAnn, operationsOf, useSimulatedHosts } from "../testing/on-simulator";
import { changeRemotePort, resetPassword } from "./access-commands";
import type { PortChoice } from "./remote-port";

const { simulator } = useSimulatedHosts();

const [LINUX, WINDOWS, OFF] = ["101", "105", "109"];
const CANARY = "Canary-Pass-4417-zq";
const sha = (text: string) => createHash("sha256").update(text).digest("hex");

const reset = async (id: string = LINUX, user = "", password = CANARY) =>
  resetPassword.run(await hostOfAnn(id), { password, user }, crypto.randomUUID(), ann);
const move = async (choice: PortChoice, port = "", id: string = WINDOWS) =>
  changeRemotePort.run(await hostOfAnn(id), { choice, port }, crypto.randomUUID(), ann);

const commands = async () =>
  (await simulator().control.journal()).calls.filter(({ action }) =>
    ["vm_resetps", "vm_setport"].includes(action ?? ""),
  );
const effects = async () => (await simulator().control.journal()).effects;
const strike = (
  kind: "reset" | "refuse" | "effect-but-refused" | "nothing-happened",
  action: string,
  when?: "before" | "after",
) => simulator().control.addFault({ kind, when, match: { action }, text: "not now 77" });

const CASES: [string, string, string, () => Promise<ActionResult>][] = [
  ["reset-password", "vm_resetps", LINUX, () => reset()],
  ["change-remote-port", "vm_setport", WINDOWS, () => move("chosen", "33890")],
];

describe.each(CASES)("%s", (_kind, action, id, perform) => {
  it("is in progress as long as its task is", async () => {
    await simulator().control.setClock({ speed: 0 });
    const result = await perform();
    expect(await perform()).toMatchObject({
      ok: false,
      code: "busy",
      operation: { id: result.operation?.id },
    });
    await simulator().control.setClock({ advanceMs: 30_000 });
    expect((await ended(result)).outcome).toBe("done");
    expect(await commands()).toHaveLength(1);
  });

  it("is followed to its end when it was refused and began all the same", async () => {
    await simulator().control.setClock({ speed: 0 });
    await strike("effect-but-refused", action);
    const result = await perform();
    expect(result).toMatchObject({ ok: true, operation: { outcome: "checking", refusal: "not now 77" } });
    await simulator().control.setClock({ advanceMs: 30_000 });
    expect((await ended(result)).outcome).toBe("done");
    expect(await commands()).toHaveLength(1);
  });

  it("is not sent to a host that is off", async () => {
    await simulator().control.setHost(id, { power: "off" });
    expect(await perform()).toMatchObject({ code: "not-possible", reason: "not-running" });
    expect(await commands()).toEqual([]);
  });
});

describe("a new password", () => {
  it("reaches the master as it was typed, and is kept nowhere", async () => {
    await ended(await reset());
    expect(await effects()).toMatchObject([
      { kind: "reset-password", vmid: LINUX, detail: { passwordSha256: sha(CANARY), madeUser: "no" } },
    ]);
    expect((await simulator().control.host(LINUX)).vmpass).toBe(CANARY);
    const kept = await database().execute(sql`select o::text as row from operations o`);
    expect(kept.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept.rows)).not.toContain(CANARY);
  });

  it("is masked where the master's refusal repeats it", async () => {
    await simulator().control.addFault({
      kind: "refuse",
      match: { action: "vm_resetps" },
      text: `no such password: ${CANARY}`,
    });
    const result = await reset();
    expect(result.operation?.refusal).toContain("no such password");
    expect(JSON.stringify([result, await operationsOf(LINUX)])).not.toContain(CANARY);
  });

  it("makes a user on Windows, and on Windows alone", async () => {
    await ended(await reset(WINDOWS, "anna"));
    expect(await effects()).toMatchObject([{ detail: { madeUser: "yes", vmuser: "anna" } }]);
    expect((await operationsOf(WINDOWS)).at(-1)).toMatchObject({
      outcome: "done",
      params: { subject: "anna" },
    });
    expect(await reset(LINUX, "anna")).toMatchObject({ code: "not-possible", reason: "not-windows" });
    expect(await commands()).toHaveLength(1);
  });

  it.each([
    ["", "Sh0rt-4417", { password: "too-short" }],
    ["", `Abcdefg-12345;reboot`, { password: "characters" }],
    ["", "Abcdefg-12345\nx", { password: "characters" }],
    ["an na", CANARY, { user: "windows-user" }],
    ["anna';--", CANARY, { user: "windows-user" }],
    ["anna", "My-anna-pass-4417", { password: "like-user" }],
  ])(
    "user %j, password %j: never reaches the ledger, and the answer doesn't hold it",
    async (user, password, fields) => {
      const before = (await operationsOf(WINDOWS)).length;
      const result = await reset(WINDOWS, user, password);
      expect(result).toMatchObject({ ok: false, fields });
      expect(JSON.stringify(result)).not.toContain(password);
      expect(await operationsOf(WINDOWS)).toHaveLength(before);
      expect(await commands()).toEqual([]);
    },
  );

  it("is unconfirmed where the master lists no tasks", async () => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "hypertask" } });
    expect((await endedAtLimit(await reset())).outcome).toBe("unconfirmed");
  });
});

describe("the remote port", () => {
  it.each([
    ["first", "", "0"],
    ["random", "", "1"],
    ["chosen", "33890", "33890"],
  ] as const)("%s is asked for as RStack writes it", async (choice, port, remotePort) => {
    expect((await ended(await move(choice, port))).outcome).toBe("done");
    expect((await commands()).map(({ params }) => params)).toEqual([
      { vmid: WINDOWS, remote_port: remotePort },
    ]);
  });

  it("is what Connect shows as soon as the operation has ended", async () => {
    await ended(await move("chosen", "33890", LINUX));
    expect(await connectViewOf(await hostOfAnn(LINUX))).toMatchObject({ way: "ssh", port: 33_890 });
    await ended(await move("first", "", LINUX));
    expect(await connectViewOf(await hostOfAnn(LINUX))).toMatchObject({ way: "ssh", port: 22 });
  });

  it("that is set already is confirmed by the task alone", async () => {
    await ended(await move("chosen", "33890", LINUX));
    expect((await ended(await move("chosen", "33890", LINUX))).outcome).toBe("done");
    await strike("nothing-happened", "vm_setport");
    expect((await endedAtLimit(await move("chosen", "33890", LINUX))).outcome).toBe("unconfirmed");
  });

  it("is confirmed by reading the port where the master lists no tasks", async () => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "hypertask" } });
    expect((await ended(await move("chosen", "33890", LINUX))).outcome).toBe("done");
  });

  it("needs a running host", async () => {
    expect(await move("random", "", OFF)).toMatchObject({ code: "not-possible", reason: "not-running" });
    expect(await commands()).toEqual([]);
  });
});
