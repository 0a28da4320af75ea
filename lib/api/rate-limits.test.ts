import { beforeEach, describe, expect, it } from "vitest";
import { useSimulatedHosts } from "../hosts/testing/on-simulator";
import { freeLimits, newAccount, newTokenOf, program } from "./testing/program";

useSimulatedHosts({ TRUSTED_PROXIES: "1" });
const from = (address: string) => ({ "x-forwarded-for": address });

let manage: string;
beforeEach(async () => {
  await freeLimits();
  manage = await newTokenOf(await newAccount("customer", "10001"));
});

describe("limits", () => {
  it("are told, and kept: for the token, and for what has no token by its address", async () => {
    const first = await program("/hosts", { token: manage });
    expect(first.headers.get("ratelimit-policy")).toBe('"token";q=300;w=60, "account";q=900;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"token";r=299;t=60, "account";r=899;t=60$/);
    const guesses = [];
    for (let n = 0; n < 32; n += 1) {
      guesses.push(await program("/hosts", { token: "rsp_x", headers: from("198.51.100.7") }));
    }
    expect(guesses.map(({ status: one }) => one)).toEqual([...Array(30).fill(401), 429, 429]);
    expect(Number(guesses.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
    // A right token is no guess, wherever it comes from.
    expect((await program("/hosts", { token: manage, headers: from("198.51.100.7") })).status).toBe(200);
    expect((await program("/hosts", { token: "rsp_x", headers: from("198.51.100.8") })).status).toBe(401);
  });

  it("count an operation where one is asked for, and more of them for a provider", async () => {
    const policy = async (path: string, more: object) =>
      (await program(path, { json: { kind: "none" }, ...more })).headers.get("ratelimit-policy");
    expect(await policy("/hosts/101/operations", { token: manage })).toContain('"operations";q=60;w=60');
    expect(await policy("/nothing", { token: manage })).not.toContain("operations");
    expect(await policy("/hosts", { token: manage })).not.toContain("operations");
    const admins = await newTokenOf(await newAccount("admin"), {
      scope: "provider",
      addressRanges: ["203.0.113.0/24"],
    });
    const billing = { token: admins, headers: from("203.0.113.5") };
    expect(await policy("/fleet/hosts/101/operations", billing)).toContain('"operations";q=300;w=60');
  });

  it("holds a flood of one token back", async () => {
    const answers = [];
    for (let n = 0; n < 302; n += 1) {
      answers.push((await program("/nothing", { token: manage })).status);
    }
    expect(answers.slice(0, 300)).toEqual(Array(300).fill(404));
    expect(answers.slice(300)).toEqual([429, 429]);
  });
});
