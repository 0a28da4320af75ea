import { expect, it, vi } from "vitest";
import { newAccount, newSession } from "@/lib/accounts/testing/new-account";
import { currentViewer } from "../accounts/sessions/current-viewer";
import { encodeSession, sessionCookie } from "../accounts/sessions/session-cookie";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { useSimulatedMaster } from "../hosts/testing/simulated-master";
import { master } from "../master";
import { runInRequest } from "../request-context";
import { parseUserId, parseUserRowId, parseVmId } from "../rstack/ids";
import type { CallOptions } from "../rstack/master-client";

const request = vi.hoisted(() => ({ cookies: new Map<string, string>(), language: "" }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(request.language ? { "accept-language": request.language } : {}),
  cookies: async () => ({
    get: (name: string) => {
      const value = request.cookies.get(name);
      return value === undefined ? undefined : { name, value };
    },
  }),
}));

useTestDatabase();
const simulator = useSimulatedMaster();

/** The languages in which the master was asked while `work` ran for the person who is signed in. */
async function languagesOf(work: () => Promise<unknown>) {
  await simulator.control.reset({ fleet: "demo" });
  await runInRequest({ requestId: "r", address: null, peer: null, release: [] }, async () => {
    await currentViewer();
    await work();
  });
  const { calls } = await simulator.control.journal();
  return Object.fromEntries(calls.map(({ action, envelope }) => [action, envelope.language]));
}

async function signIn(locale: "en" | "zh-CN" | null) {
  const accountId = await newAccount("admin");
  await database().update(accounts).set({ locale });
  const { sid } = await newSession(accountId, "admin");
  request.cookies.set(sessionCookie(), await encodeSession(accountId, sid, 3600));
}

const OPTIONS: CallOptions = { priority: "command" };

async function pageReadsAndCommands() {
  const [userId, rowId, vmId] = [parseUserId("lang-1"), parseUserRowId("1"), parseVmId("101")];
  if (!userId || !rowId || !vmId) throw new Error("ids");
  const email = "lang@example.net";
  await master().addUser({ userId, username: "lang1", password: "0123456789", email }, OPTIONS);
  await master().updateUserAll(rowId, { phone: "1" }, OPTIONS);
  await master().deleteUser(userId, OPTIONS);
  await master().listMedia(vmId, OPTIONS);
  await master().searchUsers({ userId }, OPTIONS);
}

const all = (language: string) => ({
  user_add: language,
  user_update: language,
  user_delete: language,
  vm_cd_manage: language,
  user_info: language,
});

it("asks the master in the language of the account", async () => {
  await signIn("zh-CN");
  expect(await languagesOf(pageReadsAndCommands)).toEqual(all("chinese"));
});

it("asks in the browser's language where the account has none", async () => {
  await signIn(null);
  request.language = "zh-TW,zh;q=0.9";
  expect(await languagesOf(pageReadsAndCommands)).toEqual(all("chinese"));
  request.language = "fr";
  expect(await languagesOf(pageReadsAndCommands)).toEqual(all(""));
});
