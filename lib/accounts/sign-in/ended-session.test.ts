import { beforeEach, expect, it, vi } from "vitest";
import { request, signInAs } from "@/lib/actions/testing/fake-request";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { useTestDatabase } from "../../db/testing";
import { setDisabled } from "../account-admin";
import { requireViewer } from "../sessions/current-viewer";
import { endSession } from "../sessions/end-sessions";
import { encodeSession, sessionCookie } from "../sessions/session-cookie";
import { clearSessionCookie } from "./sign-in-cookies";

vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next/navigation", () => ({
  notFound: vi.fn(),
  redirect: (path: string) => {
    throw new Error(`to ${path}`);
  },
}));
useTestDatabase();

const open = (path: string) => {
  request.headers = new Headers({ "x-panel-path": path });
  return requireViewer();
};

beforeEach(async () => {
  request.cookies.clear();
  await database().delete(accounts);
});

it("asks a first visitor to sign in, and says nothing more", async () => {
  await expect(open("/account")).rejects.toThrow(/^to \/sign-in\?next=%2Faccount$/);
  request.cookies.set(sessionCookie(), "made up by somebody");
  await expect(open("/admin")).rejects.toThrow(/^to \/sign-in$/);
});

it.each([
  ["a session that another browser ended", ({ sessionId }) => endSession(sessionId, "signed-out")],
  ["an account that was disabled", ({ accountId }) => setDisabled(accountId, true)],
  ["an account that is gone", () => database().delete(accounts)],
  ["a sign-out in another tab", () => clearSessionCookie()],
] as [string, (of: { sessionId: string; accountId: string }) => Promise<unknown>][])(
  "%s says that it has ended, and no more",
  async (_what, end) => {
    const signedIn = await signInAs("support");
    await expect(open("/admin")).resolves.toMatchObject({ role: "support" });
    await end(signedIn);
    await expect(open("/account")).rejects.toThrow(/^to \/sign-in\?next=%2Faccount&ended=1$/);
  },
);

it("doesn't tell who clicked Sign out that the session ended", async () => {
  await signInAs("support");
  await clearSessionCookie();
  await expect(requireViewer()).rejects.toThrow(/^to \/sign-in$/);
});

it("says the same for a cookie that belongs to no account", async () => {
  request.cookies.set(sessionCookie(), await encodeSession(crypto.randomUUID(), "nothing", 3600));
  await expect(open("/account")).rejects.toThrow(/&ended=1$/);
});
