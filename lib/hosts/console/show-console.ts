import "server-only";
import { keptAnswer } from "@/lib/kept-answers";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import { type Fault, mapOutcome } from "@/lib/rstack/outcome";
import { consoleIsOver } from "@/lib/rstack/rows/console-state";
import { isAnswer } from "../host-answers";
import { unreadableIn } from "../list-problem";
import type { OwnedHost } from "../owned-host";
import { consolesAreOffered, someWayIsPlain, targetOf } from "./console-target";
import type { ConsoleView } from "./console-view";

/** Asks the master where the host's console would be and whether one is open. The token that comes with it goes nowhere. */
export async function consoleViewOf({ vmId, tenancyId }: OwnedHost): Promise<ConsoleView> {
  const none: ConsoleView = { ready: "not-offered", plainHttp: false, server: null, open: null };
  if (!consolesAreOffered()) {
    return none;
  }
  const read = await keptAnswer({
    // Opening and ending one are operations, and no host's newest.
    about: "fleet",
    name: `console ${vmId} ${tenancyId}`,
    ask: () => readWithoutToken(vmId),
    isGood: isAnswer,
  });
  if (!read.ok) {
    return { ...none, ready: readyDespite(read.fault), plainHttp: someWayIsPlain() };
  }
  const { server, expiresAt } = read.value;
  const origin = server === null ? null : targetOf(server, vmId);
  const open = !consoleIsOver(read.value, new Date()) ? { until: expiresAt?.toISOString() ?? null } : null;
  if (server !== null && origin === null) {
    return { ...none, open };
  }
  return {
    ready: "yes",
    plainHttp: origin === null ? someWayIsPlain() : origin.startsWith("http:"),
    server: origin && new URL(origin).host,
    open,
  };
}

/** `token`: only whether there is one. */
const readWithoutToken = async (vmId: VmId) =>
  mapOutcome(await master().readConsole(vmId, { priority: "open-host" }), (state) => ({
    ...state,
    token: state.token && "there",
  }));

function readyDespite(fault: Fault): ConsoleView["ready"] {
  if (fault.kind === "refused") {
    // It says something of the host's state, which the page shows by itself.
    return "yes";
  }
  const unreadable = unreadableIn(fault);
  return unreadable === null ? "no-answer" : { unreadable };
}
