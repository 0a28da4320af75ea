import { Secret, TOTP } from "otpauth";
import { beforeEach, expect, it, vi } from "vitest";
import { newRequest, PASSWORD, request, signInAs } from "../../actions/testing/fake-request";
import { database } from "../../db/connection";
import { signInFailures } from "../../db/sign-in-schema";
import { useTestDatabase } from "../../db/testing";
import { currentCaller } from "../caller";
import { setPassword } from "../change-password";
import { listSessions } from "../sessions/list-sessions";
import { pendingCookie } from "../sessions/session-cookie";
import { finishByCode } from "./finish-entry";
import { keepPendingEntry } from "./pending-entry";
import { confirmTotp, startTotp, waitingTotpSecret } from "./totp";

vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
/** What comes to pass just after the waiting sign-in was used up. */
const then = vi.hoisted(() => vi.fn(async () => {}));
vi.mock("./pending-entry", async (original) => {
  const real = await original<typeof import("./pending-entry")>();
  return {
    ...real,
    endPendingEntry: async (id: string) => {
      const ended = await real.endPendingEntry(id);
      await then();
      return ended;
    },
  };
});

useTestDatabase();

let accountId = "";
let totp: TOTP;
beforeEach(async () => {
  then.mockReset();
  await database().delete(signInFailures);
  request.cookies.clear();
  ({ accountId } = await signInAs("support"));
  await setPassword(accountId, PASSWORD);
  await startTotp(accountId);
  totp = new TOTP({ secret: Secret.fromBase32((await waitingTotpSecret(accountId)) ?? "") });
  await confirmTotp(accountId, totp.generate({ timestamp: Date.now() - 30_000 }));
  newRequest();
  const caller = await currentCaller();
  request.cookies.set(pendingCookie(), await keepPendingEntry(accountId, caller));
});

it("makes a session by the second factor", async () => {
  expect(await finishByCode(totp.generate(), await currentCaller())).toMatchObject({ ok: true });
  expect(await listSessions(accountId)).toHaveLength(1);
});

it("makes no session when the password changed right before", async () => {
  then.mockImplementationOnce(async () => {
    await setPassword(accountId, "another lamp, upstairs");
  });
  expect(await finishByCode(totp.generate(), await currentCaller())).toEqual({
    ok: false,
    code: "signed-out",
  });
  expect(await listSessions(accountId)).toEqual([]);
});
