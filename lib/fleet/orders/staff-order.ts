import "server-only";
import { keyedHash } from "@/lib/accounts/secrets";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { hashOf } from "@/lib/operations/form-key";
import type { NewHost } from "@/lib/rstack/provider-inputs";
import type { CreatedHostView } from "../hosts/created-host";
import { type Placed, placeOrder } from "./place-order";

/** Orders the host of staff's form, once for each form however often it is sent, by the way of a shop's orders. */
export async function orderByStaff(
  host: NewHost,
  { planId, formKey }: { planId: string | null; formKey: string },
  viewer: Viewer,
): Promise<ActionResult<{ created: CreatedHostView }>> {
  const placed = await placeOrder({
    ...{ reference: null, host, planId },
    formKey: hashOf([viewer.accountId, "create-host", formKey]),
    bodyHash: keyedHash("order", JSON.stringify(host)),
    actor: {
      ...{ accountId: viewer.accountId, tokenId: null, name: viewer.displayName },
      language: viewer.locale ?? "en",
    },
  });
  if (!placed.ok) {
    return placed.code === "exists"
      ? { ok: false, code: "not-possible", reason: "order-exists" }
      : { ok: false, code: "form-used" };
  }
  const { outcome, refusal, notSentCause } = placed.order;
  if (outcome === "refused" || notSentCause === "lookup-refused") {
    return { ok: false, code: "refused", said: refusal ?? "" };
  }
  if (outcome === "not-sent") {
    return notSentCause === "no-such-customer" || notSentCause === "lookup-unreadable"
      ? { ok: false, code: "not-possible", reason: notSentCause }
      : { ok: false, code: "master-down" };
  }
  return { ok: true, created: viewOf(placed, host) };
}

function viewOf(
  { order, replayed, made }: Extract<Placed, { ok: true }>,
  { password }: NewHost,
): CreatedHostView {
  const isDone = order.outcome === "done";
  return {
    ...{ orderId: order.id, vmId: order.vmId, name: order.name, owner: order.owner },
    // One that staff chose is known, whatever came back.
    password: replayed ? null : (made?.password ?? password ?? null),
    addresses: made?.ips ?? [],
    how: isDone && replayed ? "earlier" : made || isDone ? "answered" : "checking",
  };
}
