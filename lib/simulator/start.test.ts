import { afterAll, describe, expect, it } from "vitest";
import { ControlClient } from "./control/client";
import { signedText } from "./signed-call";
import { type Simulator, startSimulator } from "./start";

const started: Simulator[] = [];
afterAll(() => Promise.all(started.map((simulator) => simulator.close())));

async function start(...options: Parameters<typeof startSimulator>): Promise<Simulator> {
  const simulator = await startSimulator(...options);
  started.push(simulator);
  return simulator;
}

describe("fleets", () => {
  it("are the same for the same seed, and others for another", async () => {
    const listing = async (seed: number) => signedText((await start({ fleet: 50, seed })).url, "hyper");
    const first = await listing(3);
    expect(await listing(3)).toBe(first);
    expect(await listing(4)).not.toBe(first);
  });

  it("of 50,000 hosts are listed whole, and by owner", async () => {
    const { url } = await start({ fleet: 50_000, settings: { knowsOwnerFilter: false } });
    const text = await signedText(url, "hyper");
    expect(text.length).toBeGreaterThan(35_000_000);
    const rows = JSON.parse(text) as { id: string; ip: string; userid: string }[];
    expect(rows.length).toBe(50_000);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(50_000);
    expect(new Set(rows.map(({ ip }) => ip)).size).toBe(50_000);
    expect(rows.filter(({ userid }) => userid === "10001").length).toBe(12);
  });

  it("have at least the three known customers, however small", async () => {
    const { control } = await start({ fleet: 10 });
    const users = (await control.users()).map(({ userid }) => userid);
    expect(users).toEqual(expect.arrayContaining(["10001", "10002", "kunde-ä7"]));
    expect((await control.hosts()).length).toBe(10);
  });
});

describe("the control surface", () => {
  it("works from another process by its address alone, beside an API that refuses connections", async () => {
    const { url, base } = await start({ controlPort: 0 });
    const control = new ControlClient(base);
    expect(await signedText(url, "test")).toBe("0");
    await control.setApiListening(false);
    await expect(signedText(url, "test")).rejects.toThrow();
    expect((await control.journal()).calls.length).toBe(1);
    await control.setApiListening(true);
    expect(await signedText(url, "test")).toBe("0");
  });

  it("cannot close the port it stands on", async () => {
    const { control } = await start();
    await expect(control.setApiListening(false)).rejects.toThrow("control-port");
  });

  it("journals every call, refused ones too, and its parameters without the envelope", async () => {
    const { url, control } = await start();
    await signedText(url, "vm_state", { vmid: "101" }, { language: "chinese" });
    await signedText(url, "vm_state", { vmid: "101" }, { secret: "wrong" });
    const { calls, last } = await control.journal();
    expect(calls).toMatchObject([
      {
        action: "vm_state",
        vmid: "101",
        params: { vmid: "101" },
        refusal: null,
        envelope: { language: "chinese" },
      },
      { action: "vm_state", refusal: "signature", worked: false },
    ]);
    expect(calls.map(({ params }) => Object.keys(params))).toEqual([["vmid"], ["vmid"]]);
    expect((await control.journal({ since: last })).calls).toEqual([]);
    await control.clearJournal();
    expect((await control.journal()).calls).toEqual([]);
  });

  it("notes keys that came twice and keys beside the form", async () => {
    const { url, control } = await start();
    await signedText(`${url}?vmid=102`, "vm_state", { vmid: "101" });
    expect((await control.journal()).calls).toMatchObject([{ params: { vmid: "101" }, oddKeys: ["vmid"] }]);
  });

  it("takes no misspelt field", async () => {
    const { control } = await start();
    await expect(control.setHost("101", { ignoreShutdown: true } as object)).rejects.toThrow(
      "ignoreShutdown",
    );
    await expect(control.setSettings({ clockSkew: 5 } as object)).rejects.toThrow("clockSkew");
    await expect(control.setUser("10001", { state: "1" } as object)).rejects.toThrow("state");
    await expect(control.setClock({ rate: 2 } as object)).rejects.toThrow("rate");
    await expect(control.host("999")).rejects.toThrow("no host 999");
  });

  it("adds a host, and resets all of it", async () => {
    const { url, control } = await start();
    const added = await control.addHost({ userid: "10001", vmname: "fresh", power: "off" });
    expect(await signedText(url, "vm_state", { vmid: added.id })).toMatch(/^off\|/);
    await control.removeHost("101");
    const again = await control.addHost({ id: "101", userid: "10002" });
    expect([again.id, again.userid]).toEqual(["101", "10002"]);
    expect([await control.backups("101"), await control.tasks("101")]).toEqual([[], []]);
    await expect(control.addHost({ id: "101" })).rejects.toThrow("101");
    await control.setSettings({ secret: "changed" });
    await control.reset();
    expect((await control.hosts()).length).toBe(20);
    expect(await signedText(url, "test")).toBe("0");
  });

  it("runs guest time at the speed asked for", async () => {
    const { control } = await start({ speed: 0 });
    const { guestMs } = await control.setClock({ advanceMs: 5_000 });
    expect(guestMs).toBe(5_000);
    await control.setClock({ speed: 1_000_000 });
    await expect.poll(async () => (await control.clock()).guestMs).toBeGreaterThan(5_000);
  });
});
