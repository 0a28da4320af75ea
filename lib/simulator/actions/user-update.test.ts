import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, rows, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

it("changes what is named, by the row id, and says what in the journal", async () => {
  const own = { email: "new@northwind.example", phone: "+49 30 1", name: "Northwind SE", cvdate: "20300101" };
  expect(await call("user_update", { id: "1", ...own })).toBe("0");
  expect(await rows("user_info", { userid: "10001" })).toMatchObject([{ ...own, username: "northwind" }]);
  expect(await effects()).toEqual([{ kind: "update-user", vmid: null, detail: { id: "1", ...own } }]);
});

it("takes a userid for no row id, and one that another has not at all", async () => {
  expect(await call("user_update", { id: "10001", name: "x" })).toMatch(REFUSED);
  expect(await call("user_update", { id: "1", userid: "10002" })).toMatch(REFUSED);
  expect(await effects()).toEqual([]);
});

it("wants a password twice, over six characters, and writes it nowhere", async () => {
  const change = (password1: string, password2: string) =>
    call("user_update", { id: "1", password1, password2 });
  expect(await change("longenough", "otherwise")).toMatch(REFUSED);
  expect(await change("sixsix", "sixsix")).toMatch(REFUSED);
  expect(await change("longenough", "longenough")).toBe("0");
  const passwordSha256 = createHash("sha256").update("longenough").digest("hex");
  expect((await effects())[0]?.detail).toEqual({ id: "1", passwordSha256 });
  expect(JSON.stringify(await control.journal())).not.toContain("longenough");
});
