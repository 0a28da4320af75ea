import "server-only";
import { keptAnswer } from "@/lib/kept-answers";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import { mapOutcome } from "@/lib/rstack/outcome";
import { consoleIsOver } from "@/lib/rstack/rows/console-state";
import { isAnswer } from "../host-answers";
import type { OwnedHost } from "../owned-host";
import { consolesAreOffered } from "./console-target";
import type { ConsoleSession } from "./console-view";

/**
 * The console of the host that is open now, by whomever; null where none is, or where the master doesn't tell. The token
 * that comes with it goes nowhere.
 */
export async function consoleSessionOf({ vmId, tenancyId }: OwnedHost): Promise<ConsoleSession | null> {
  if (!consolesAreOffered()) {
    return null;
  }
  const read = await keptAnswer({
    // Opening and ending one are operations, and no host's newest.
    about: "fleet",
    name: `console ${vmId} ${tenancyId}`,
    ask: () => readWithoutToken(vmId),
    isGood: isAnswer,
  });
  return read.ok && !consoleIsOver(read.value, new Date())
    ? { until: read.value.expiresAt?.toISOString() ?? null }
    : null;
}

/** `token`: only whether there is one. */
const readWithoutToken = async (vmId: VmId) =>
  mapOutcome(await master().readConsole(vmId, { priority: "open-host" }), (state) => ({
    ...state,
    token: state.token && "there",
  }));
