import { expect, test } from "vitest";
import { apiSign } from "./encode";
import { parseVmId, type VmId } from "./ids";
import type { SecretName } from "./secrets";
import { clientFor, SECRET, wire } from "./testing/wire";

const vmId = parseVmId("5") as VmId;
const NEW = "the-new-secret-0123456789";
const query = { priority: "command" } as const;
const command = { ...query, beforeSend: async () => true };

/** A master that takes `taken.secret`, and refuses all else in the words that it has for a signature. */
async function master(taken = SECRET) {
  const state = { taken };
  const told: SecretName[] = [];
  const { url, seen } = await wire((form) => {
    const sign = apiSign(state.taken, form.get("api_random") ?? "", form.get("api_timestamp") ?? "");
    return { body: sign === form.get("api_sign") ? "0" : "-1|signature verification failed" };
  });
  const actions = () => seen.splice(0).map(({ form }) => new Map(form).get("action"));
  const { client } = clientFor(url, {
    secret: NEW,
    previousSecret: SECRET,
    onSecret: (name) => told.push(name),
  });
  return { state, told, actions, client };
}

test("a query finds out which of two secrets the master takes, and when that changes", async () => {
  const { state, told, actions, client } = await master();
  expect(await client.test(query)).toEqual({ ok: true, value: null });
  expect(await client.test(query)).toEqual({ ok: true, value: null });
  expect(actions()).toEqual(["test", "test", "test"]);
  expect(client.health().secret).toBe("RSTACK_SECRET_PREVIOUS");
  state.taken = NEW;
  expect((await client.test(query)).ok).toBe(true);
  expect(client.health().secret).toBe("RSTACK_SECRET");
  expect(told).toEqual(["RSTACK_SECRET_PREVIOUS", "RSTACK_SECRET"]);
});

test("a command goes out once, with the secret that a query was just answered for", async () => {
  const { actions, client } = await master();
  expect((await client.power(vmId, "vm_start", command)).ok).toBe(true);
  expect(actions()).toEqual(["test", "test", "vm_start"]);
  expect((await client.power(vmId, "vm_stop", command)).ok).toBe(true);
  expect(actions()).toEqual(["vm_stop"]);
});

test("a command is never sent again, although the master took the other secret", async () => {
  const { state, actions, client } = await master();
  await client.test(query);
  actions();
  state.taken = NEW;
  expect(await client.power(vmId, "vm_start", command)).toMatchObject({
    ok: false,
    fault: { kind: "refused" },
  });
  expect(actions()).toEqual(["vm_start"]);
});

test("a query that the master refuses with either secret is refused, and changes nothing", async () => {
  const { told, actions, client } = await master("a third secret");
  expect(await client.test(query)).toMatchObject({ ok: false, fault: { kind: "refused" } });
  expect(actions()).toEqual(["test", "test"]);
  expect(told).toEqual([]);
});

test("with one secret a refusal is asked once", async () => {
  const { url, seen } = await wire(() => ({ body: "-1|no" }));
  const { client } = clientFor(url);
  await client.test(query);
  await client.power(vmId, "vm_start", command);
  expect(seen).toHaveLength(2);
});
