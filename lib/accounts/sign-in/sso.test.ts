import { generateKeyPairSync } from "node:crypto";
import { sql } from "drizzle-orm";
import { SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { accountNamed } from "../account-admin";
import { createAccount } from "../create-account";
import { arriveBySso, enterBySso, type SsoRefusal, whoContinues } from "./sso";

useTestDatabase();

const SECRET = "a key of the billing system's, long enough";
const PANEL = "http://127.0.0.1:3000";
const pair = generateKeyPairSync("ed25519");
const caller = { address: null, userAgent: null, device: null };
const simulator = useSimulatedMaster();

beforeAll(async () => {
  vi.stubEnv("PANEL_URL", PANEL);
  vi.stubEnv("SSO_SECRET", SECRET);
  vi.stubEnv(
    "SSO_PUBLIC_KEY",
    pair.publicKey.export({ type: "spki", format: "pem" }).toString().replaceAll("\n", "\\n"),
  );
});
beforeEach(() => simulator.control.reset({ fleet: "demo" }));

const seconds = () => Math.floor(Date.now() / 1000);

const claimsOf = (over: Record<string, unknown> = {}) => {
  const now = seconds();
  return { sub: "10001", aud: PANEL, iat: now, exp: now + 60, jti: crypto.randomUUID(), ...over };
};

const bytes = (secret: string) => new TextEncoder().encode(secret);

function ticket(
  over: Record<string, unknown> = {},
  by: "HS256" | "EdDSA" = "HS256",
  key = by === "HS256" ? bytes(SECRET) : pair.privateKey,
): Promise<string> {
  return new SignJWT(claimsOf(over)).setProtectedHeader({ alg: by }).sign(key);
}

const whyOf = async (token: string) => {
  const arrival = await arriveBySso(token);
  return arrival.ok ? null : arrival.why;
};

describe("a ticket of the billing system", () => {
  it.each(["HS256", "EdDSA"] as const)(
    "by %s lets the customer in once, after their own click",
    async (by) => {
      const token = await ticket({}, by);
      const arrival = await arriveBySso(token);
      if (!arrival.ok) throw new Error(arrival.why);
      const named = (await whoContinues(arrival.challenge))?.accountId ?? "";
      expect(await enterBySso(arrival.challenge, named, caller)).not.toBeNull();
      expect(await enterBySso(arrival.challenge, named, caller)).toBeNull();
      expect(await whyOf(token)).toBe("used");
    },
  );

  it("signs one in of twenty who use it at once", async () => {
    const token = await ticket();
    const arrivals = await Promise.all(Array.from({ length: 20 }, () => arriveBySso(token)));
    expect(arrivals.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("signs in nobody but the account that the page named, even if another ticket came before the click", async () => {
    const mine = await arriveBySso(await ticket({ sub: "10001" }));
    const planted = await arriveBySso(await ticket({ sub: "10002" }));
    if (!mine.ok || !planted.ok) throw new Error("refused");
    const named = (await whoContinues(mine.challenge))?.accountId ?? "";
    expect(await enterBySso(planted.challenge, named, caller)).toBeNull();
    expect(await enterBySso(mine.challenge, named, caller)).toMatchObject({ account: { id: named } });
  });

  it("makes one account for a customer who has none, and no second one", async () => {
    const first = await arriveBySso(await ticket({ sub: "kunde-ä7" }));
    const second = await arriveBySso(await ticket({ sub: "kunde-ä7" }));
    if (!first.ok || !second.ok) throw new Error("refused");
    const [a, b] = [await whoContinues(first.challenge), await whoContinues(second.challenge)];
    expect(a?.accountId).toBe(b?.accountId);
  });

  it("makes one account for a customer whose first two tickets come at once", async () => {
    await database().delete(accounts);
    const tickets = [await ticket({ sub: "kunde-ä7" }), await ticket({ sub: "kunde-ä7" })];
    const arriving = await database().transaction(async (tx) => {
      // Both have seen that there is none before either can make one.
      await tx.execute(sql`lock table accounts in share mode`);
      const both = tickets.map(arriveBySso);
      await vi.waitFor(
        async () => {
          const { rows } =
            await tx.execute(sql`select from pg_locks l join pg_database d on d.oid = l.database
            where not l.granted and d.datname = current_database()`);
          expect(rows).toHaveLength(2);
        },
        { timeout: 15_000 },
      );
      return { both };
    });
    const arrivals = await Promise.all(arriving.both);
    expect(arrivals.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await database().$count(accounts)).toBe(1);
  });

  it.each([
    ["that another account signs in by already", "shared@example.com"],
    ["that is none to the panel", "kaethe@intern"],
  ])("makes the account without the address that RStack has, where it is one %s", async (_, email) => {
    await database().delete(accounts);
    await createAccount({ username: "other", role: "support", email: "shared@example.com" });
    await simulator.control.setUser("kunde-ä7", { email });
    const arrival = await arriveBySso(await ticket({ sub: "kunde-ä7" }));
    if (!arrival.ok) throw new Error(arrival.why);
    expect((await whoContinues(arrival.challenge))?.name).toBe("kaethe");
    expect((await accountNamed("kaethe"))?.email).toBeNull();
  });

  it.each<[string, () => Promise<string>, SsoRefusal]>([
    ["expired", () => ticket({ iat: seconds() - 300, exp: seconds() - 240 }), "signature-or-claims"],
    ["made for longer than a minute", () => ticket({ exp: seconds() + 600 }), "too-long"],
    ["of the future", () => ticket({ iat: seconds() + 300, exp: seconds() + 330 }), "signature-or-claims"],
    ["for another audience", () => ticket({ aud: "https://other.example" }), "signature-or-claims"],
    ["without a jti", () => ticket({ jti: undefined }), "signature-or-claims"],
    ["without an exp", () => ticket({ exp: undefined }), "signature-or-claims"],
    ["of a customer who is disabled", () => ticket({ sub: "10004" }), "no-customer"],
    ["of nobody", () => ticket({ sub: "999999" }), "no-customer"],
    ["that is none", async () => "a.b.c", "malformed"],
    ["without a signature", async () => new UnsecuredJWT(claimsOf()).encode(), "algorithm"],
    ["by another secret", () => ticket({}, "HS256", bytes(`not ${SECRET}`)), "signature-or-claims"],
    [
      "by another key pair",
      () => ticket({}, "EdDSA", generateKeyPairSync("ed25519").privateKey),
      "signature-or-claims",
    ],
  ])("%s is refused", async (_, make, why) => {
    expect(await whyOf(await make())).toBe(why);
  });

  it("lets no member of staff in, though their account has a customer's number", async () => {
    await database().delete(accounts);
    await createAccount({ username: "promoted", role: "customer", userId: "10001" });
    const arrival = await arriveBySso(await ticket());
    if (!arrival.ok) throw new Error(arrival.why);
    await database().update(accounts).set({ role: "support" });
    const named = (await whoContinues(arrival.challenge))?.accountId ?? "";
    expect(await enterBySso(arrival.challenge, named, caller)).toBeNull();
    expect(await whyOf(await ticket())).toBe("staff");
  });

  it("is refused when it was signed with the public key as a shared secret", async () => {
    const pem = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
    const now = seconds();
    const forged = await new SignJWT({ sub: "10001", aud: PANEL, iat: now, exp: now + 60, jti: "12345678" })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(pem));
    expect(await whyOf(forged)).toBe("signature-or-claims");
  });

  it("is refused while the master is silent, and always for RStack's administrators", async () => {
    await simulator.control.setUser("10002", { utype: "10" });
    expect(await whyOf(await ticket({ sub: "10002" }))).toBe("no-customer");
    await simulator.control.addFault({ kind: "reset", when: "before", match: { action: "user_info" } });
    expect(await whyOf(await ticket())).toBe("master-down");
  });
});
