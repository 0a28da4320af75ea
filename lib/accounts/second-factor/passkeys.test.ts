import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newAccount } from "@/lib/accounts/testing/new-account";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { challenges, passkeys } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import { createAccount } from "../create-account";
import { accountOfPasskey, passkeyOptions, removePasskey } from "./passkeys";

useTestDatabase();

const ORIGIN = "http://127.0.0.1:3000";
const b64 = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();

/** A device that makes the signatures itself, so that it can also make those that a browser never would. */
function device() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const hex = (part: string) => Buffer.from(part, "base64url");
  const cose = Buffer.concat([
    Buffer.from("a5010203262001215820", "hex"),
    hex(x),
    Buffer.from("225820", "hex"),
    hex(y),
  ]);
  const answer = (
    options: string,
    how: { verified: boolean; counter?: number; origin?: string; site?: string },
  ) => {
    const { challenge } = JSON.parse(options);
    const client = JSON.stringify({ type: "webauthn.get", challenge, origin: how.origin ?? ORIGIN });
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(how.counter ?? 0);
    const data = Buffer.concat([
      sha256(how.site ?? "127.0.0.1"),
      Buffer.from([how.verified ? 0x05 : 0x01]),
      counter,
    ]);
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), privateKey);
    return {
      id: b64("the-key"),
      rawId: b64("the-key"),
      type: "public-key" as const,
      clientExtensionResults: {},
      response: { clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature) },
    };
  };
  return { publicKey: b64(cose), answer };
}

let accountId = "";
let phone: ReturnType<typeof device>;
beforeEach(async () => {
  accountId = await newAccount("customer");
  phone = device();
  await database()
    .insert(passkeys)
    .values({ id: b64("the-key"), accountId, publicKey: phone.publicKey, counter: 0, name: "phone" });
});
afterEach(async () => {
  await database().delete(challenges);
  await database().delete(accounts);
});

it("tells whose passkey answered, once for one question", async () => {
  const options = await passkeyOptions(accountId, "x");
  expect(JSON.parse(options).allowCredentials).toMatchObject([{ id: b64("the-key") }]);
  const answer = phone.answer(options, { verified: false });
  expect(await accountOfPasskey(accountId, "x", answer)).toBe(accountId);
  expect(await accountOfPasskey(accountId, "x", answer)).toBeNull();
});

it("replaces a password only where the device verified the person", async () => {
  const unsure = phone.answer(await passkeyOptions(null, "x"), { verified: false });
  expect(await accountOfPasskey(null, "x", unsure)).toBeNull();
  const options = await passkeyOptions(null, "x");
  expect(JSON.parse(options)).toMatchObject({ userVerification: "required", allowCredentials: [] });
  expect(await accountOfPasskey(null, "x", phone.answer(options, { verified: true }))).toBe(accountId);
});

it("refuses another origin, another site, another session's question, another key's signature, another's account", async () => {
  const ask = () => passkeyOptions(accountId, "x");
  const verified = true;
  const other = await createAccount({ username: "bob", role: "customer", userId: "10002" });
  const bob = other.ok ? other.accountId : "";
  expect(
    await Promise.all([
      accountOfPasskey(
        accountId,
        "x",
        phone.answer(await ask(), { verified, origin: "https://evil.example" }),
      ),
      accountOfPasskey(accountId, "x", phone.answer(await ask(), { verified, site: "evil.example" })),
      accountOfPasskey(accountId, "y", phone.answer(await ask(), { verified })),
      accountOfPasskey(accountId, "x", device().answer(await ask(), { verified })),
      accountOfPasskey(bob, "x", phone.answer(await passkeyOptions(bob, "x"), { verified })),
    ]),
  ).toEqual([null, null, null, null, null]);
  expect(await removePasskey(bob, b64("the-key"), database())).toBe(false);
});

it("refuses a key whose counter goes back, as a copy's does", async () => {
  const ask = () => passkeyOptions(accountId, "x");
  const verified = true;
  expect(await accountOfPasskey(accountId, "x", phone.answer(await ask(), { verified, counter: 7 }))).toBe(
    accountId,
  );
  expect(
    await accountOfPasskey(accountId, "x", phone.answer(await ask(), { verified, counter: 7 })),
  ).toBeNull();
});
