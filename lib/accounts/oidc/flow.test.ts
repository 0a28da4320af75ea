import { describe, expect, it, vi } from "vitest";
import { useSimulatedMaster } from "../../hosts/testing/simulated-master";
import { jar } from "./testing/cookie-jar";
import {
  atProvider,
  begin,
  confirmedCustomer,
  finish,
  PANEL,
  provider,
  usePanelAndProvider,
  walk,
  whoIsIn,
} from "./testing/walk";
import { tie } from "./ties";

vi.mock("next/headers", async () => (await import("./testing/cookie-jar")).nextHeaders);
usePanelAndProvider(useSimulatedMaster());

describe("an answer that isn't the provider's to this browser", () => {
  const anna = async () => {
    const id = await confirmedCustomer();
    await tie(id, { issuer: provider.issuer, subject: "sub-anna" }, "account");
    provider.people.set("sub-anna", {});
    provider.signsIn = "sub-anna";
    return id;
  };
  const FAILED = "/sign-in?provider=failed";

  it("is refused: another state, another issuer, a code of another flow, none at all", async () => {
    await anna();
    for (const [name, value] of [
      ["state", "another"],
      ["iss", "https://evil.example"],
      ["code", "another"],
    ] as const) {
      const back = new URL(await atProvider(await begin()));
      back.searchParams.set(name, value);
      expect([name, await finish(back.href)]).toEqual([name, FAILED]);
    }
    const mine = await atProvider(await begin());
    jar.clear();
    await begin();
    // Somebody sends their own answer to another's browser.
    expect(await finish(mine)).toBe(FAILED);
    jar.clear();
    expect(await finish(mine)).toBe(FAILED);
    await begin();
    expect(await finish(`${PANEL}/api/auth/callback/oidc?error=access_denied`)).toBe(FAILED);
    expect(await whoIsIn()).toBeNull();
  });

  it("is refused when it is replayed, even with the cookies of then", async () => {
    await anna();
    const back = await atProvider(await begin());
    const then = new Map(jar);
    expect(await finish(back)).toBe("/hosts");
    jar.clear();
    for (const [name, value] of then) jar.set(name, value);
    provider.lie = () => {
      throw new Error("the code was exchanged once more");
    };
    expect(await finish(back)).toBe(FAILED);
    expect(await whoIsIn()).toBeNull();
  });

  it.each<[string, (own: Record<string, unknown>) => Record<string, unknown>, string]>([
    ["all is right", (own) => own, "/hosts"],
    ["of another flow's nonce", (own) => ({ ...own, nonce: "another" }), FAILED],
    ["without a nonce", ({ nonce: _, ...own }) => own, FAILED],
    ["of another issuer", (own) => ({ ...own, iss: "https://evil.example" }), FAILED],
    ["for another program", (own) => ({ ...own, aud: "another" }), FAILED],
    ["that ran out a minute ago", (own) => ({ ...own, exp: Number(own.iat) - 60 }), FAILED],
    ["that ran out by a clock that goes before", (own) => ({ ...own, exp: Number(own.iat) - 5 }), "/hosts"],
    ["of nobody", ({ sub: _, ...own }) => own, FAILED],
  ])("an ID token %s is judged by what it says", async (_, change, place) => {
    await anna();
    const location = await begin();
    const nonce = new URL(location).searchParams.get("nonce");
    const back = await atProvider(location);
    provider.lie = (own) => change({ ...own, sub: "sub-anna", nonce });
    expect(await finish(back)).toBe(place);
  });

  it("asks with state, nonce and PKCE for the code alone, and what the provider is once", async () => {
    await anna();
    const search = new URL(await begin()).searchParams;
    expect(search.get("response_type")).toBe("code");
    expect(search.get("code_challenge_method")).toBe("S256");
    expect([...search.keys()].sort()).toEqual([
      ...["client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri"],
      ...["response_type", "scope", "state"],
    ]);
    const asked = () => provider.asked.filter((path) => path.includes("well-known")).length;
    const before = asked();
    await walk("sub-anna");
    expect(asked()).toBe(before);
  });

  it("is taken when the provider signs by a new key, and said to be down when it is silent", async () => {
    await anna();
    expect(await walk("sub-anna")).toBe("/hosts");
    await provider.rotate();
    expect(await walk("sub-anna")).toBe("/hosts");
    const back = await atProvider(await begin());
    provider.silent = true;
    expect(await finish(back)).toBe(FAILED);
  });
});
