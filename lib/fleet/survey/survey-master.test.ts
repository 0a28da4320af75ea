import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "@/lib/simulator/start";
import { diagnose } from "../fault-causes";
import { ownerCandidates } from "../owner-candidates";
import { timeZoneOf } from "./master-time-zone";
import type { Survey } from "./survey-master";
import { surveyIsGood, surveyLines } from "./survey-text";
import { surveyOf } from "./testing/survey";

let sim: Simulator;
const SECRET = "simulator-secret";
beforeAll(async () => {
  sim = await startSimulator({ controlPort: 0, secret: SECRET });
});
afterAll(() => sim.close());
beforeEach(() => sim.control.reset());

async function survey(secret = SECRET, ownerField = "userid"): Promise<{ survey: Survey; text: string }> {
  const found = await surveyOf(sim.url, { secret, ownerField });
  return { survey: found, text: surveyLines(found, sim.url).join("\n") };
}

describe("a master that the panel understands", () => {
  it.each([true, false])("is good, and whether userid filters (%s) is said", async (knowsOwnerFilter) => {
    await sim.control.setSettings({ knowsOwnerFilter });
    const { survey: found, text } = await survey();
    expect(surveyIsGood(found)).toBe(true);
    expect(found.filtersByOwner).toBe(knowsOwnerFilter);
    expect(found.timeZone).toBe("UTC+08:00");
    expect(found.replies.map(({ ok }) => ok)).not.toContain(false);
    expect(text).toContain("columns: additionals_ip");
  });

  it("tells names, never values", async () => {
    const hosts = await sim.control.hosts();
    const { survey: found, text } = await survey();
    const whole = JSON.stringify(found) + text;
    for (const host of hosts) {
      for (const value of [host.vmname, host.vmpass, host.guid, host.ip].filter((v) => v.length > 3)) {
        expect(whole).not.toContain(value);
      }
    }
    expect(whole).not.toContain(SECRET);
  });

  it("sends queries only", async () => {
    await survey();
    const actions = new Set((await sim.control.journal()).calls.map((call) => call.action));
    const queries = [
      "test",
      "hyper",
      "area",
      "hypernode",
      "hyperos",
      "user_info",
      "hypernat",
      "hypertask",
      "vm_monitor",
      "vm_state",
      "vm_exinfo",
      "vm_console",
      "vm_snapshot",
      "vm_cd_manage",
      "vm_freeip",
      "hyperbackup",
      "hyperip",
      "hyperipblock",
    ];
    expect([...actions].sort()).toEqual(queries.sort());
    const { calls, effects } = await sim.control.journal();
    expect(effects).toEqual([]);
    const asked = calls.map(({ params }) => params.subvaction).filter(Boolean);
    expect([...new Set(asked)].sort()).toEqual(["list", "state"]);
  });
});

describe("a master in disguise", () => {
  it("with another secret: signature or address list, in its own words, and not the clock", async () => {
    const { survey: found, text } = await survey("wrong-secret");
    expect(surveyIsGood(found)).toBe(false);
    expect(found.test.diagnosis).toMatchObject({ cause: null, left: ["signature", "address-list"] });
    expect(text).toContain("the master's own words");
  });

  it("with an address list without us: the same two, since a real master doesn't tell", async () => {
    await sim.control.setSettings({ allowedAddresses: ["192.0.2.1"] });
    expect((await survey()).survey.test.diagnosis).toMatchObject({
      cause: null,
      left: ["signature", "address-list"],
    });
  });

  it.each([3_600_000, -3_600_000])(
    "with a clock that is off by %i ms: the clock, by its Date",
    async (clockSkewMs) => {
      await sim.control.setSettings({ clockSkewMs });
      const { survey: found, text } = await survey();
      expect(found.test.diagnosis).toMatchObject({ cause: "clock", left: [] });
      expect(text).toContain(clockSkewMs > 0 ? "behind the master" : "ahead of the master");
    },
  );

  it("with a wrong clock and no Date: the clock is among what is left", async () => {
    await sim.control.setSettings({ clockSkewMs: 3_600_000, sendDate: false });
    expect((await survey()).survey.test.diagnosis?.left).toEqual(["signature", "address-list", "clock"]);
  });

  it("without an owner column: says so", async () => {
    await sim.control.setSettings({ ownerColumn: null });
    const { survey: found, text } = await survey();
    expect(surveyIsGood(found)).toBe(false);
    expect(found.owner).toMatchObject({ found: false, columnThere: false, candidates: [] });
    expect(text).toContain("no row has a column userid");
  });

  it("with the owner column renamed: names the new one, and is good with the setting", async () => {
    await sim.control.setSettings({ ownerColumn: "customer_id" });
    const { survey: found, text } = await survey();
    expect(surveyIsGood(found)).toBe(false);
    expect(found.owner.candidates).toContain("customer_id");
    expect(text).toContain("customer_id");
    expect(surveyIsGood((await survey(SECRET, "customer_id")).survey)).toBe(true);
  });

  it("that is a web page or is gone: says which", async () => {
    await sim.control.addFault({ kind: "html", match: { action: "test" } });
    expect((await survey()).survey.test.diagnosis?.cause).toBe("not-rstack");
    await sim.setListening(false);
    expect((await survey()).survey.test.diagnosis?.cause).toBe("connect-refused");
    await sim.setListening(true);
  });
});

describe("causes", () => {
  it("of a refusal of another action than test are not about the envelope", () => {
    const fault = { kind: "refused", text: "no", clockSkewMs: 9_999_999 } as const;
    expect(diagnose(fault, false)).toMatchObject({ cause: null, left: [], words: "no" });
  });

  it("of time-outs and TLS are certain", () => {
    expect(diagnose({ kind: "not-sent", cause: "tls", detail: "expired" }, true)).toMatchObject({
      cause: "tls",
    });
    expect(diagnose({ kind: "unknown", cause: "answer-timeout", detail: "" }, true)).toMatchObject({
      cause: "answer-timeout",
    });
  });
});

describe("what is worked out", () => {
  it("the time zone from the vendor's own sample, and half-hour zones", () => {
    expect(timeZoneOf({ unixSeconds: 1661702416, masterClock: "2022-08-29 00:00:16" })).toBe("UTC+08:00");
    expect(timeZoneOf({ unixSeconds: 1661702416, masterClock: "2022-08-28 21:30:16" })).toBe("UTC+05:30");
    expect(timeZoneOf({ unixSeconds: 1661702416, masterClock: "2022-08-28 11:00:15" })).toBe("UTC-05:00");
    expect(timeZoneOf({ unixSeconds: 1661702416, masterClock: "midnight" })).toBeNull();
  });

  it("owner candidates: other spellings first, no passwords, no guid", () => {
    expect(ownerCandidates(["vmuserpass", "guid", "cust_no", "UserID", "username", "id"], "userid")).toEqual([
      "UserID",
      "cust_no",
    ]);
  });
});
