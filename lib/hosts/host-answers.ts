import "server-only";
import { keptAnswer } from "../kept-answers";
import { isInProgress } from "../operations/operation-view";
import type { Outcome } from "../rstack/outcome";
import type { OwnedHost } from "./owned-host";

/**
 * What a page of this host shows of the master's: kept for a while, until an operation on the host begins or the host is
 * another's. While an operation goes on it is asked each time. `question` names the list.
 */
export function askAboutHost<T>(
  { vmId, tenancyId, opened: { operation } }: OwnedHost,
  question: string,
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
): Promise<T> {
  if (operation && isInProgress(operation.outcome)) {
    return ask();
  }
  const name = `${vmId} ${tenancyId} ${operation?.id} ${operation?.outcome} ${question}`;
  return keptAnswer({ about: "host", name, ask, isGood });
}

export const isAnswer = (answer: Outcome<unknown>): boolean => answer.ok;
