import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { takePoint } from "@/lib/accounts/rate-limit";
import { proveSession } from "@/lib/accounts/sessions/sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { settle } from "@/lib/operations/ledger";
import { operationViewOf } from "@/lib/operations/present";
import type { CallOptions, ConsoleState } from "@/lib/rstack/master-client";
import { defineCommand } from "../define-command";
import { confirmOwner, type OwnedHost } from "../owned-host";
import type { Prepared, Ready } from "../run-command";
import { consoleLimitMs } from "./console-limit";
import { type ConsoleRow, noteConsole, noteEnded, noteExpiry } from "./console-rows";
import { consolesAreOffered, targetOf } from "./console-target";
import type { HandOff } from "./console-view";
import { endOpened } from "./end-opened";
import { handOff } from "./load-adapter";
import { notesBefore, verifyOpenConsole } from "./verify-console";

/** A token may be as short as four letters: nobody gets to draw new ones for long. */
const LIMIT = { scope: "open-console", points: 20, seconds: 600 };
/** How long a click waits for its token. */
const TOKEN_MS = 15_000;
const LOOK_EVERY_MS = 400;
/** A master may give the same token again: after this long it is taken for an answer to this click. */
const SAME_TOKEN_MS = 3_000;

/** Kept in this call's memory and nowhere else. */
interface Opening {
  row: ConsoleRow;
  before: ConsoleState;
  options: CallOptions;
}

/** Filled by this call alone: the same form sent twice opens nothing, and gets no token. */
interface Sent {
  opening: Opening | null;
  viewer: Viewer;
}

/**
 * Opens the host's console and answers with the form that hands it over: to the one browser that asked, never a second
 * time. `reason`: `no-token` where the master gave none in time.
 */
export const openConsole = defineCommand("open-console", {
  fields: {},
  byScript: true,
  limitMs: consoleLimitMs,
  begin: async ({ owned, viewer }) => {
    const waitSeconds = await takePoint(LIMIT, owned.tenancyId);
    const value: Sent = { opening: null, viewer };
    return waitSeconds > 0 ? { ok: false, code: "too-many", waitSeconds } : { ok: true, value };
  },
  prepare,
  send: async ({ owned, options }, before, sent) => {
    const { tenancyId, vmId, guest } = owned;
    const { sessionId, view } = sent.viewer;
    const of = { tenancyId, vmId, sessionId, viewId: view?.id ?? null, guestRightId: guest?.id ?? null };
    const row = await noteConsole(of);
    sent.opening = { row, before, options };
    return master().enableConsole(vmId, options);
  },
  finish: async (result, { opening }, { owned, viewer }) => {
    if (!opening) {
      return result;
    }
    if (!result.ok) {
      await noteEnded(opening.row.id, "not-opened");
      return result;
    }
    return handOver(owned, opening, result, viewer);
  },
  verify: verifyOpenConsole,
});

async function prepare({ owned, options }: Ready): Promise<Prepared<ConsoleState>> {
  if (!consolesAreOffered()) {
    return { ok: false, why: "not-offered" };
  }
  const read = await master().readConsole(owned.vmId, options);
  if (!read.ok) {
    return { ok: false, why: read.fault };
  }
  const { server } = read.value;
  return server !== null && targetOf(server, owned.vmId) === null
    ? { ok: false, why: "not-offered" }
    : { ok: true, value: read.value, notes: notesBefore(read.value) };
}

type Done = Extract<ActionResult, { ok: true }>;

async function handOver(
  owned: OwnedHost,
  opening: Opening,
  result: Done,
  viewer: Viewer,
): Promise<ActionResult<{ handOff: HandOff }>> {
  const told = await tokenOf(owned, opening);
  if (!told) {
    return { ok: false, code: "not-possible", reason: "no-token" };
  }
  const { state, token } = told;
  await noteExpiry(opening.row.id, state.expiresAt);
  const expiresAt = state.expiresAt?.toISOString() ?? null;
  const row =
    result.operation && (await settle(result.operation.id, { outcome: "done", evidence: { expiresAt } }));
  const origin = state.server === null ? null : targetOf(state.server, owned.vmId);
  if (origin === null) {
    await endAgain(opening.row);
    return { ok: false, code: "not-possible", reason: "not-offered" };
  }
  const form = await handOff({
    origin,
    token,
    vmName: state.hostName,
    guid: state.guid,
    nodeAddress: state.nodeAddress,
    expiresAt,
    hostId: owned.vmId,
    language: opening.options.language ?? "en",
  }).catch((err) => {
    log.error({ err, vmId: owned.vmId }, "a console could not be handed over");
    return null;
  });
  const whyNot = form ? await whyNoMore(owned, viewer, opening.options) : "internal";
  if (!form || whyNot) {
    await endAgain(opening.row);
    return { ok: false, code: whyNot ?? "internal" };
  }
  return { ...result, ...(row ? { operation: operationViewOf(row, viewer) } : {}), handOff: form };
}

/** Opening takes seconds: who signed out, left the customer's view or lost the host meanwhile gets no token. */
async function whyNoMore(
  owned: OwnedHost,
  viewer: Viewer,
  options: CallOptions,
): Promise<"signed-out" | "not-found" | "master-down" | null> {
  const still = await proveSession(viewer.sessionId, viewer.accountId);
  if (
    !still ||
    still.accountId !== viewer.accountId ||
    still.view?.over ||
    still.view?.id !== viewer.view?.id
  ) {
    return "signed-out";
  }
  const owner = await confirmOwner(owned, options);
  return owner === "yours" ? null : owner === "not-yours" ? "not-found" : "master-down";
}

async function tokenOf(
  { vmId }: OwnedHost,
  { before, options }: Opening,
): Promise<{ state: ConsoleState; token: string } | null> {
  const began = Date.now();
  for (;;) {
    const read = await master().readConsole(vmId, options);
    const waited = Date.now() - began;
    const state = read.ok ? read.value : null;
    if (state?.token && (isNew(state, before) || waited >= SAME_TOKEN_MS)) {
      return { state, token: state.token };
    }
    if (waited >= TOKEN_MS) {
      return null;
    }
    await wait(LOOK_EVERY_MS);
  }
}

const isNew = (state: ConsoleState, before: ConsoleState): boolean =>
  state.token !== before.token || state.expiresAt?.getTime() !== before.expiresAt?.getTime();

/** What can't be handed over isn't left open. Where that fails, the session's end tries again. */
async function endAgain(row: ConsoleRow): Promise<void> {
  if (await endOpened(row, "not-handed-over")) {
    await noteEnded(row.id, "not-opened");
  }
}
