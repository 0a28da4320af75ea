import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, rows, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const addPort = (vmid: string, privateport: string) =>
  call("vm_portmap", { subvaction: "add", vmid, privateport });
const bind = (vmid: string, domainname: string, privateport = "80") =>
  call("vm_domain", { subvaction: "add", vmid, domainname, privateport });
const rules = (vmid: string) => rows("hypernat", { vmid });

describe("vm_portmap", () => {
  it("gives a public port that nothing else behind the address has", async () => {
    await control.addRule({ vmid: "202", publicport: 20_000, privateport: 443 });
    expect(await addPort("105", "443")).toBe("0");
    const added = (await rules("105")).find((rule) => rule.privateport === "443");
    expect(added).toMatchObject({ nattype: "1", publicport: "20001", publicip: "198.51.100.7" });
    expect(await effects()).toEqual([
      {
        kind: "add-port",
        vmid: "105",
        detail: { portid: added?.id, privateport: "443", publicport: "20001" },
      },
    ]);
  });

  it("refuses at the limit, also of twenty at once, and with none allowed", async () => {
    expect(await addPort("106", "80")).toMatch(REFUSED);
    await control.setHost("105", { portmap: 3 });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => addPort("105", String(5000 + n))));
    expect(answers.filter((text) => text === "0").length).toBe(1);
    await control.setHost("105", { portmap: 0 });
    expect(await addPort("105", "80")).toMatch(REFUSED);
  });

  it("refuses a port out of range or mapped already, and hosts with an address of their own", async () => {
    for (const port of ["0", "65536", "abc", "", "3389"]) expect(await addPort("105", port)).toMatch(REFUSED);
    expect(await addPort("101", "80")).toMatch(REFUSED);
    expect(await effects()).toEqual([]);
  });

  it("deletes by the id alone, whoever's host is named", async () => {
    expect(await call("vm_portmap", { subvaction: "del", portid: "55", vmid: "105" })).toBe("0");
    expect(await call("vm_portmap", { subvaction: "del", portid: "52" })).toBe("0");
    expect(await effects()).toEqual([
      { kind: "remove-port", vmid: "202", detail: { portid: "55", privateport: "3389" } },
      { kind: "remove-port", vmid: "105", detail: { portid: "52", privateport: "1433" } },
    ]);
    expect(await call("vm_portmap", { subvaction: "del", portid: "53" })).toMatch(REFUSED);
    expect(await call("vm_portmap", { subvaction: "del", portid: "999" })).toMatch(REFUSED);
  });
});

describe("vm_domain", () => {
  it("refuses one that is bound anywhere, at the limit, and what is no name", async () => {
    expect(await bind("105", "crm.contoso.example")).toMatch(REFUSED);
    expect(await bind("105", "files.northwind.example")).toMatch(REFUSED);
    expect(await bind("105", "no name")).toMatch(REFUSED);
    expect(await bind("106", "a.example")).toMatch(REFUSED);
    await control.setHost("105", { bindingDomain: 1 });
    expect(await bind("105", "a.example")).toMatch(REFUSED);
    expect(await effects()).toEqual([]);
  });

  it("unbinds by the id alone", async () => {
    expect(await call("vm_domain", { subvaction: "del", domainid: "56", vmid: "105" })).toBe("0");
    expect(await effects()).toEqual([
      {
        kind: "unbind-domain",
        vmid: "202",
        detail: { domainid: "56", domainname: "crm.contoso.example", privateport: "80" },
      },
    ]);
    expect(await call("vm_domain", { subvaction: "del", domainid: "51" })).toMatch(REFUSED);
  });
});
