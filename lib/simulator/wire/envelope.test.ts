import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type CallOverrides, signedCall, signedText } from "../signed-call";
import { startSimulator } from "../start";

const simulator = await startSimulator();
const { url, control } = simulator;
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const test = (overrides: CallOverrides = {}) => signedText(url, "test", {}, overrides);
const seconds = (offset: number) => String(Math.floor(Date.now() / 1000) + offset);

describe("the envelope", () => {
  it("answers a signed call, as a form and in the address", async () => {
    expect(await test()).toBe("0");
    expect(await test({ method: "GET" })).toBe("0");
  });

  it("refuses GET and a query string where it was told to", async () => {
    await control.setSettings({ acceptsQueryString: false });
    expect(await test({ method: "GET" })).toMatch(/^-1\|/);
    expect(await signedText(`${url}?vmid=1`, "test")).toMatch(/^-1\|/);
    expect(await test()).toBe("0");
  });

  it("refuses a signature made with another secret", async () => {
    expect(await test({ secret: "another" })).toMatch(/^-1\|/);
    await control.setSettings({ secret: "another" });
    expect(await test({ secret: "another" })).toBe("0");
    expect(await test()).toMatch(/^-1\|/);
  });

  it("refuses the right signature in upper case", async () => {
    const random = "abcdefghz";
    const timestamp = seconds(0);
    const sign = createHash("md5").update(`simulator-secret${random}${timestamp}`).digest("hex");
    const form = { api_random: random, api_timestamp: timestamp, api_type: "hyper", action: "test" };
    const send = (api_sign: string) =>
      fetch(url, { method: "POST", body: new URLSearchParams({ ...form, api_sign }) }).then((r) => r.text());
    expect(await send(sign.toUpperCase())).toMatch(/^-1\|/);
    expect(await send(sign)).toBe("0");
  });

  it("refuses a time outside the window, on either side, and one that is not ten digits", async () => {
    expect(await test({ timestamp: seconds(-290) })).toBe("0");
    expect(await test({ timestamp: seconds(-310) })).toMatch(/^-1\|/);
    expect(await test({ timestamp: seconds(310) })).toMatch(/^-1\|/);
    expect(await test({ timestamp: `${seconds(0)}000` })).toMatch(/^-1\|/);
  });

  it("refuses a random number that was used before", async () => {
    expect(await test({ random: "onlyonce" })).toBe("0");
    expect(await test({ random: "onlyonce" })).toMatch(/^-1\|/);
    expect(await test({ random: "onlyonce", timestamp: seconds(-1) })).toMatch(/^-1\|/);
  });

  it("does not burn a random number on a call with a wrong signature", async () => {
    await test({ random: "stolen", secret: "wrong" });
    expect(await test({ random: "stolen" })).toBe("0");
  });

  it("refuses another api_type", async () => {
    expect(await test({ type: "vmware" })).toMatch(/^-1\|/);
  });

  it("refuses callers that are not on the address list", async () => {
    await control.setSettings({ allowedAddresses: ["203.0.113.1"] });
    expect(await test()).toMatch(/^-1\|/);
    await control.setSettings({ allowedAddresses: ["203.0.113.1", "127.0.0.1"] });
    expect(await test()).toBe("0");
  });

  it("judges time by its own clock, and shows that clock in Date", async () => {
    await control.setSettings({ clockSkewMs: 3_600_000 });
    const response = await signedCall(url, "test");
    expect(await response.text()).toMatch(/^-1\|/);
    const ahead = Date.parse(response.headers.get("date") ?? "") - Date.now();
    expect(ahead).toBeGreaterThan(3_300_000);
    expect(ahead).toBeLessThan(3_900_000);
    expect(await test({ timestamp: seconds(3600) })).toBe("0");
  });

  it("keeps the guest clock out of it: a fast one makes no signature stale", async () => {
    await control.setClock({ speed: 10, advanceMs: 86_400_000 });
    expect(await test()).toBe("0");
  });

  it("refuses in the language asked for, in English where none was", async () => {
    expect(await signedText(url, "vm_state", { vmid: "9" }, { language: "chinese" })).toMatch(
      /^-1\|.*[\u4e00-\u9fff]/,
    );
    expect(await signedText(url, "vm_state", { vmid: "9" })).toMatch(/^-1\|[ -~]+$/);
  });

  it("names an action that it does not know", async () => {
    expect(await signedText(url, "vm_fly")).toMatch(/^-1\|.*vm_fly/);
  });
});
