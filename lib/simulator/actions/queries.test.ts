import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { signedText } from "../signed-call";
import { startSimulator } from "../start";

type Row = Record<string, string>;

const simulator = await startSimulator();
const { url, control } = simulator;
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const rows = async (action: string, params: Row = {}): Promise<Row[]> => {
  const text = await signedText(url, action, params);
  return text === "" ? [] : JSON.parse(text);
};
const ids = (list: Row[]) => list.map((row) => row.id);

describe("hyper", () => {
  it("filters by each documented parameter, and together", async () => {
    expect(ids(await rows("hyper", { id: "101" }))).toEqual(["101"]);
    expect(ids(await rows("hyper", { vmname: "web01" }))).toEqual(["101"]);
    expect(ids(await rows("hyper", { ip: "203.0.113.25" }))).toEqual(["102"]);
    expect(ids(await rows("hyper", { status: "-2" }))).toEqual(["107"]);
    expect(ids(await rows("hyper", { areaid: "3", osid: "14" }))).toEqual(["104", "112"]);
    const [web] = await rows("hyper", { id: "101" });
    expect(ids(await rows("hyper", { guid: web?.guid ?? "" }))).toEqual(["101"]);
  });

  it("knows userid, in any script, or ignores it", async () => {
    expect(ids(await rows("hyper", { userid: "kunde-ä7" }))).toEqual(["301", "302"]);
    await control.setSettings({ knowsOwnerFilter: false });
    expect((await rows("hyper", { userid: "kunde-ä7" })).length).toBe(20);
  });

  it("names the owner's column as it was told, or leaves it out", async () => {
    await control.setSettings({ ownerColumn: "uid" });
    expect((await rows("hyper", { id: "101" }))[0]).toMatchObject({ uid: "10001" });
    await control.setSettings({ ownerColumn: null });
    expect(Object.values((await rows("hyper", { id: "101" }))[0] ?? {})).not.toContain("10001");
  });

  it("sends texts alone, a canary password among them", async () => {
    const [row] = await rows("hyper", { id: "101" });
    expect(Object.values(row ?? {}).every((value) => typeof value === "string")).toBe(true);
    expect(row?.vmpass).toBe("canary-vmpass-101");
  });
});

describe("the other queries", () => {
  it("vm_state is a word and details, in the vendor's own keys", async () => {
    const text = await signedText(url, "vm_state", { vmid: "101" });
    expect(text.slice(0, 8)).toBe("running|");
    expect(Object.keys(JSON.parse(text.slice(8))).sort()).toEqual(
      "backuptask bwdate bwlimit bwusage os osid ostype taskmsg taskstatus taskstep tasktype vmname".split(
        " ",
      ),
    );
  });

  it("the demo fleet shows all nine words", async () => {
    const hosts = await control.hosts("10001");
    const words = await Promise.all(hosts.map(({ id }) => signedText(url, "vm_state", { vmid: id })));
    expect(new Set(words.map((text) => text.split("|")[0]))).toEqual(
      new Set("locked overdue overbw setupfailed setup running off paused saved".split(" ")),
    );
  });

  it("vm_exinfo has the vendor's keys, and a public address behind a shared one alone", async () => {
    const info = (vmid: string) => signedText(url, "vm_exinfo", { vmid }).then((text) => JSON.parse(text));
    expect(Object.keys(await info("105"))).toEqual(
      "bwdate bwlimit bwusage guid id ip iptype mac os ostype publicip remote_port rvcount vmname".split(" "),
    );
    expect(await info("105")).toMatchObject({ publicip: "198.51.100.7", remote_port: "24389", iptype: "2" });
    expect(await info("101")).toMatchObject({ publicip: "", remote_port: "0", iptype: "0" });
  });

  it("hypernat filters by host, owner and type", async () => {
    expect(ids(await rows("hypernat", { vmid: "105" }))).toEqual(["51", "52", "53"]);
    expect(ids(await rows("hypernat", { vmid: "105", nattype: "2" }))).toEqual(["53"]);
    expect(ids(await rows("hypernat", { userid: "10002" }))).toEqual(["55", "56"]);
  });

  it("user_info finds by userid, e-mail and row id, and can lose or double a user", async () => {
    expect(ids(await rows("user_info", { userid: "kunde-ä7" }))).toEqual(["3"]);
    expect(ids(await rows("user_info", { email: "it@northwind.example" }))).toEqual(["1"]);
    expect(ids(await rows("user_info", { id: "2" }))).toEqual(["2"]);
    await control.setUser("kunde-ä7", { status: "1", rows: 2 });
    expect((await rows("user_info", { userid: "kunde-ä7" })).map((row) => row.status)).toEqual(["1", "1"]);
    await control.setUser("kunde-ä7", { rows: 0 });
    expect(await signedText(url, "user_info", { userid: "kunde-ä7" })).toBe("");
  });

  it("hyperos wants osfile together with a host or a node", async () => {
    expect(await signedText(url, "hyperos", { vmid: "101" })).toMatch(/^-1\|/);
    expect(ids(await rows("hyperos", { vmid: "101", osfile: "cd" }))).toEqual(["31", "32", "34"]);
    expect(ids(await rows("hyperos", { nodeid: "3", osfile: "cd" }))).toEqual(["31", "32", "33"]);
    expect(ids(await rows("hyperos", { vmid: "101", osfile: "os" }))).not.toContain("17");
    expect(ids(await rows("hyperos", { vmid: "104", osfile: "os" }))).toContain("17");
    expect((await rows("hyperos")).length).toBe(13);
  });

  it("area and hypernode list what there is, with the vendor's filters", async () => {
    expect((await rows("area")).map((row) => row.name)).toEqual(["Frankfurt 1", "Frankfurt 2", "Amsterdam"]);
    expect(ids(await rows("hypernode", { areaid: "2,3" }))).toEqual(["3", "4", "5"]);
    expect(ids(await rows("hypernode", { limits: "1" }))).toEqual(["1"]);
    expect(await rows("hypernode", { maxcpu: "65" })).toEqual([]);
  });
});

describe("vm_monitor", () => {
  it("has a row a minute with the vendor's keys, in the master's own zone", async () => {
    const list = await rows("vm_monitor", { vmid: "101", yyyymmdd: yesterday(480) });
    expect(list.length).toBe(1440);
    expect(Object.keys(list[0] ?? {})).toEqual(
      "cpu disk memory network systemversion time times vmname".split(" "),
    );
    for (const row of [list[0], list[1439]]) {
      expect(Date.parse(`${row?.times?.replace(" ", "T")}+08:00`) / 1000).toBe(Number(row?.time));
    }
  });

  it("says the same twice, and [] for a host that was off or a day to come", async () => {
    const day = { vmid: "101", yyyymmdd: yesterday(480) };
    expect(await signedText(url, "vm_monitor", day)).toBe(await signedText(url, "vm_monitor", day));
    expect(await signedText(url, "vm_monitor", { vmid: "109", yyyymmdd: yesterday(480) })).toBe("[]");
    expect(await signedText(url, "vm_monitor", { vmid: "101", yyyymmdd: "20990101" })).toBe("[]");
  });
});

const yesterday = (offsetMinutes: number): string =>
  new Date(Date.now() + offsetMinutes * 60_000 - 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
