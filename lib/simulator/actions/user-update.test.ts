import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

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
