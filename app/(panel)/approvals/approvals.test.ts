import { eq } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { tokenOfRow } from "@/lib/accounts/tokens/prove-token";
import { makeToken } from "@/lib/accounts/tokens/tokens";
import { enterAs, form, newRequest, signInAs, viewAs } from "@/lib/actions/testing/fake-request";
import { askApproval } from "@/lib/api/mcp/approvals";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { totpFactors } from "@/lib/db/sign-in-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { apiTokens, approvals } from "@/lib/db/token-schema";
import { openHost } from "@/lib/hosts/owned-host";
import { ann as anyAnn } from "@/lib/hosts/testing/ann";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { decideApproval } from "./actions";

vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next/headers", async () => (await import("@/lib/actions/testing/fake-request")).nextHeaders);
vi.mock("next-intl/server", () => ({ getLocale: async () => "en" }));
useTestDatabase();
const simulator = useSimulatedMaster();

it("is approved by its owner's second factor alone, in no view and by no staff", async () => {
  const { accountId, sessionId } = await signInAs("customer");
  const bounds = { tenancyIds: null, addressRanges: [], expiresAt: null };
  await makeToken({ accountId, sessionId }, { name: "assistant", scope: "power", ...bounds });
  const [row] = await database().select().from(apiTokens);
  const token = await tokenOfRow(row?.id ?? "");
  const owned = await openHost(anyAnn, "102");
  if (!token || !owned) throw new Error("no token or host");
  const wish = { token, owned, kind: "force-stop", fields: {}, subject: null } as const;
  const { id } = await askApproval(wish);
  const send = async (decision = "approved") => {
    const result = await decideApproval(null, form({ approval: id, decision }));
    return result.ok ? "ok" : (result.reason ?? result.code);
  };

  await signInAs("admin");
  expect(await send()).toBe("not-allowed");
  await viewAs("admin");
  expect(await send()).toBe("view-locked");
  expect(await send("declined")).toBe("view-locked");

  await notePresence((await enterAs(accountId)).sessionId);
  expect(await send()).toBe("needs-factor");
  await database().insert(totpFactors).values({ accountId, sealed: "x", confirmedAt: new Date() });
  newRequest();
  expect(await send()).toBe("ok");
  expect(await send()).toBe("not-found");
  expect((await database().select().from(approvals))[0]).toMatchObject({ decision: "approved" });
  expect((await simulator.control.journal()).effects.map(({ kind }) => kind)).toEqual(["force-stop"]);
});

it("asks for the factor anew where it was given long ago, and before that declines at a click", async () => {
  const [account] = await database().select().from(accounts).where(eq(accounts.role, "customer"));
  await enterAs(account?.id ?? "");
  const values = { approval: crypto.randomUUID(), decision: "approved" };
  expect(await decideApproval(null, form(values))).toMatchObject({ ok: false, code: "prove-again" });
  const declined = await decideApproval(null, form({ ...values, decision: "declined" }));
  expect(declined).toMatchObject({ ok: false, code: "not-found" });
});
