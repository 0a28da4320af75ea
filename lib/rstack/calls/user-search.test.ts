import { expect, test } from "vitest";
import { parseUserId, type UserId } from "../ids";
import { asked } from "../testing/talk";

const options = { priority: "list" } as const;

test("a search tells what is the same from what only holds it, and drops what is neither", async () => {
  const rows = [
    { id: "1", userid: "8", username: "anna", email: "x@anna.example" },
    { id: "2", userid: "9", username: "ANNA", vmpass: "canary", password: "canary" },
    { id: "3", userid: "10", username: "hannah" },
    { id: "4", userid: "11", username: "bob" },
    { id: "5", userid: "12" },
    { id: "6", userid: "13", username: "anna", remark: "x" },
  ];
  const found = await asked(rows, (c) => c.searchUsers({ username: "anna" }, options));
  expect(found.map(({ user, match }) => [user.rowId, match])).toEqual([
    ["1", "exact"],
    ["2", "exact"],
    ["6", "exact"],
    ["3", "similar"],
    ["5", "untold"],
  ]);
  expect(JSON.stringify(found)).not.toContain("canary");
  const byBoth = await asked(rows, (c) => c.searchUsers({ username: "anna", email: "anna" }, options));
  expect(byBoth.map(({ user, match }) => [user.rowId, match])).toEqual([
    ["1", "similar"],
    ["2", "untold"],
    ["3", "untold"],
    ["5", "untold"],
    ["6", "untold"],
  ]);
  const eight = parseUserId("8") as UserId;
  const byId = await asked([...rows, { id: "7", userid: "88" }], (c) =>
    c.searchUsers({ userId: eight }, options),
  );
  expect(byId.map(({ user }) => user.rowId)).toEqual(["1"]);
  const byIp = await asked(
    [
      { id: "1", userid: "8", login_ip: "192.0.2.9", reg_ip: "192.0.2.1" },
      { id: "2", userid: "9", login_ip: "192.0.2.9", reg_ip: "192.0.2.8" },
    ],
    (c) => c.searchUsers({ ip: "192.0.2.1" }, options),
  );
  expect(byIp.map(({ user, match }) => [user.rowId, match])).toEqual([["1", "exact"]]);
});

test("a person without a number is found among rows that have the column", async () => {
  const row = { id: "1", userid: "", username: "root" };
  const found = await asked([row], (c) => c.searchUsers({ username: "root" }, options));
  expect(found).toMatchObject([{ user: { rowId: "1", userId: null }, match: "exact" }]);
});

test("every customer, with what staff need and nothing else", async () => {
  const row = {
    id: "188",
    userid: "8",
    username: "anna",
    utype: "0",
    status: "1",
    vcount: "3",
    mail_verified: "1",
    mobile_verified: "0",
    reg_ip: "192.0.2.1",
    login_ip: "x",
    cvdate: "20260501",
    rvcount: "2",
    remark: "vip",
    password: "canary",
  };
  expect(await asked([row], (c) => c.listAllUsers(options))).toEqual([
    {
      rowId: "188",
      userId: "8",
      username: "anna",
      name: null,
      email: null,
      phone: null,
      status: "1",
      group: "0",
      noReinstallBefore: "2026-05-01",
      reinstallsUsed: 2,
      remark: "vip",
      serviceCount: 3,
      isEmailVerified: true,
      isPhoneVerified: false,
      registeredFromIp: "192.0.2.1",
      lastSignInIp: null,
    },
  ]);
});
