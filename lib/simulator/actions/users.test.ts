import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, type Row, testMaster } from "../test-master";

const { simulator, control, call, rows, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const found = async (params: Row) => (await rows("user_info", params)).map(({ userid }) => userid);
const hostsOf = async (userid: string) => (await control.hosts(userid)).length;

const NEW = {
  ...{ userid: "u-9", username: "nine", email: "nine@example.com", name: "Nine", phone: "+49 9" },
  ...{ vcount: "3", utype: "2", status: "1", remark: "from the shop" },
  ...{ mail_verified: "1", mobile_verified: "1", reg_ip: "198.51.100.9", login_ip: "2001:db8::9" },
};

describe("user_add", () => {
  it("keeps every parameter, the password as its hash in the journal alone", async () => {
    expect(await call("user_add", { ...NEW, password: "longenough" })).toBe("0|5");
    expect(await rows("user_info", { userid: "u-9" })).toMatchObject([{ id: "5", ...NEW }]);
    const passwordSha256 = createHash("sha256").update("longenough").digest("hex");
    expect(await effects()).toMatchObject([
      { kind: "user-add", detail: { ...NEW, id: "5", passwordSha256 } },
    ]);
    expect(JSON.stringify(await control.journal())).not.toContain("longenough");
  });

  it("refuses codes that the document has not, and takes defaults for what is left out", async () => {
    const add = (own: Row) =>
      call("user_add", { userid: "u-9", username: "nine", email: "n@e.x", password: "longenough", ...own });
    const wrong: Row[] = [{ status: "2" }, { utype: "x" }, { mail_verified: "2" }, { password: "five5" }];
    for (const own of wrong) {
      expect(await add(own)).toMatch(REFUSED);
    }
    expect(await add({})).toBe("0|5");
    expect(await rows("user_info", { userid: "u-9" })).toMatchObject([
      { utype: "0", status: "0", vcount: "0" },
    ]);
  });

  it("never gives the row id of a customer who was deleted", async () => {
    await call("user_delete", { userid: "10004" });
    expect(await call("user_add", { ...NEW, password: "longenough" })).toBe("0|5");
  });
});

describe("user_info", () => {
  it("finds by every field exactly, by remark in part", async () => {
    expect(await found({ username: "contoso" })).toEqual(["10002"]);
    expect(await found({ name: "Käthe Jäger" })).toEqual(["kunde-ä7"]);
    expect(await found({ name: "Käthe" })).toEqual([]);
    expect(await found({ utype: "2" })).toEqual(["10002"]);
    expect(await found({ remark: "voices" })).toEqual(["10002", "10004"]);
    await control.setUser("10004", { phone: "+49 40 4" });
    expect(await found({ phone: "+49 40 4" })).toEqual(["10004"]);
  });

  it("looks for login_ip among the addresses of the registration too", async () => {
    expect(await found({ login_ip: "192.0.2.201" })).toEqual(["10002"]);
    expect(await found({ login_ip: "192.0.2.202" })).toEqual(["kunde-ä7"]);
    expect((await found({ login_ip: "192.0.2.200" })).length).toBe(4);
  });
});

describe("user_update", () => {
  it("takes the hosts along when the userid changes, or leaves them where the master is told so", async () => {
    expect(await call("user_update", { id: "2", userid: "k-2" })).toBe("0");
    expect([await hostsOf("10002"), await hostsOf("k-2")]).toEqual([0, 3]);
    expect((await rows("hyper", { id: "201" }))[0]).toMatchObject({ userid: "k-2" });
    expect((await effects())[0]?.detail).toEqual({ id: "2", userid: "k-2", from: "10002", hosts: "3" });
    await control.setSettings({ hostsFollowUserId: false });
    await call("user_update", { id: "2", userid: "10002" });
    expect([await hostsOf("10002"), await hostsOf("k-2")]).toEqual([0, 3]);
  });

  it("keeps the count of services, the verified marks and the addresses", async () => {
    const own = {
      vcount: "9",
      mail_verified: "0",
      mobile_verified: "1",
      reg_ip: "192.0.2.9",
      login_ip: "192.0.2.8",
    };
    expect(await call("user_update", { id: "1", ...own, remark: "not a parameter of it" })).toBe("0");
    expect(await rows("user_info", { id: "1" })).toMatchObject([{ ...own, remark: "" }]);
  });
});

describe("user_delete", () => {
  it("goes by userid; the hosts stay and belong to nobody", async () => {
    expect(await call("user_delete", { userid: "2" })).toMatch(REFUSED);
    expect(await call("user_delete", { userid: "10002" })).toBe("0");
    expect(await found({ userid: "10002" })).toEqual([]);
    expect(await hostsOf("10002")).toBe(3);
    const detail = { id: "2", userid: "10002", hosts: "3", hostsAre: "keep" };
    expect(await effects()).toEqual([{ kind: "delete-user", vmid: null, detail }]);
  });

  it("refuses while there are hosts, or takes them along, where the master is told so", async () => {
    await control.setSettings({ hostsOfDeletedUser: "refuse" });
    expect(await call("user_delete", { userid: "10002" })).toMatch(REFUSED);
    expect(await call("user_delete", { userid: "10004" })).toBe("0");
    await control.setSettings({ hostsOfDeletedUser: "delete" });
    expect(await call("user_delete", { userid: "10002" })).toBe("0");
    expect(await hostsOf("10002")).toBe(0);
    expect((await effects()).map(({ kind, vmid }) => [kind, vmid])).toEqual([
      ["delete-user", null],
      ["delete-user", null],
      ["delete-host", "201"],
      ["delete-host", "202"],
      ["delete-host", "203"],
    ]);
  });
});
