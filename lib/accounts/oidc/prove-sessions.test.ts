import { describe, expect, it, vi } from "vitest";
import { config } from "../../config";
import { database } from "../../db/connection";
import { sessions } from "../../db/schema";
import { useSimulatedMaster } from "../../hosts/testing/simulated-master";
import { hasProvenLately } from "../second-factor/proof";
import { proveSessionsAnew } from "./prove-sessions";
import { signOutAddress } from "./provider";
import { CLIENT_ID } from "./testing/openid-provider";
import {
  atProvider,
  begin,
  confirmedCustomer,
  finish,
  make,
  provider,
  usePanelAndProvider,
  walk,
  whoIsIn,
} from "./testing/walk";
import { tie, untie } from "./ties";

vi.mock("next/headers", async () => (await import("./testing/cookie-jar")).nextHeaders);
usePanelAndProvider(useSimulatedMaster());

describe("staff", () => {
  it("lose a session at the next proof that says no more, and keep it while the provider is silent", async () => {
    provider.people.set("sub-sam", { claims: { groups: ["helpdesk"] } });
    const proveAll = () => proveSessionsAnew(new Date(Date.now() + 12 * 60_000));
    const provenUntil = async () =>
      (await database().select().from(sessions))[0]?.provenUntil?.getTime() ?? 0;
    await walk("sub-sam");
    const first = await provenUntil();
    expect(first - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    await proveAll();
    expect(await provenUntil()).toBeGreaterThan(first);
    // The token was another one this time.
    await proveAll();
    provider.silent = true;
    const second = await provenUntil();
    await proveAll();
    expect(await provenUntil()).toBe(second);
    expect(await whoIsIn()).not.toBeNull();
    provider.silent = false;
    provider.people.set("sub-sam", { claims: { groups: [] } });
    await proveAll();
    expect(await whoIsIn()).toBeNull();
    expect(await database().select().from(sessions)).toMatchObject([{ endReason: "provider" }]);
  });

  it("are out when the provider has said nothing for 15 minutes, refused the token, or an admin took the tie", async () => {
    const id = await make({ username: "kim", role: "admin" });
    const pair = { issuer: provider.issuer, subject: "sub-kim" };
    await tie(id, pair, "admin");
    provider.people.set("sub-kim", {});
    await walk("sub-kim");
    await database().update(sessions).set({ provenUntil: new Date() });
    expect(await whoIsIn()).toBeNull();

    await walk("sub-kim");
    provider.people.delete("sub-kim");
    await proveSessionsAnew(new Date(Date.now() + 12 * 60_000));
    expect(await whoIsIn()).toBeNull();

    provider.people.set("sub-kim", {});
    await walk("sub-kim");
    expect(await whoIsIn()).not.toBeNull();
    await untie(id);
    expect(await whoIsIn()).toBeNull();
  });
});

describe("showing again who one is", () => {
  it("takes a fresh proof at the provider by the same person", async () => {
    const id = await confirmedCustomer();
    await tie(id, { issuer: provider.issuer, subject: "sub-anna" }, "account");
    provider.people.set("sub-anna", {}).set("sub-other", {});
    await walk("sub-anna");
    const viewer = await whoIsIn();
    if (!viewer) throw new Error("nobody is in");
    const location = await begin("prove", "/hosts/101/settings");
    expect(new URL(location).searchParams.get("max_age")).toBe("0");
    const back = await atProvider(location);
    const nonce = new URL(location).searchParams.get("nonce");
    const old = Math.floor(Date.now() / 1000) - 600;
    provider.lie = (own) => ({ ...own, sub: "sub-anna", nonce, auth_time: old });
    expect(await finish(back)).toBe("/account?provider=failed#password");
    provider.lie = null;
    expect(await walk("sub-other", "prove")).toBe("/account?provider=failed#password");
    expect(await hasProvenLately(viewer)).toBe(false);
    expect(await walk("sub-anna", "prove", "/hosts/101/settings")).toBe("/hosts/101/settings");
    expect(await hasProvenLately(viewer)).toBe(true);
  });
});

it("leads to the provider's own end of the session, without a token", async () => {
  const url = new URL((await signOutAddress()) ?? "");
  expect(url.origin).toBe(provider.issuer);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: CLIENT_ID,
    post_logout_redirect_uri: `${config().panelOrigin}/sign-in`,
  });
});
