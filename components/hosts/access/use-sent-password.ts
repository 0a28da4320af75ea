import { useEffect, useState } from "react";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";
import type { HostOperation } from "../operate/use-host-operation";

interface Sent {
  password: string;
  user: string;
}

export interface SentPassword extends Sent {
  state: "in-progress" | "done" | "unconfirmed";
}

/**
 * The password that was sent last, and what came of it: in this page's memory and nowhere else. Null where none was
 * sent, where it was not set, and once the person said that they have it.
 */
export function useSentPassword({ host, result }: HostOperation): {
  sent: SentPassword | null;
  send: (sent: Sent) => void;
  forget: () => void;
} {
  const [sent, setSent] = useState<Sent | null>(null);
  const [seen, setSeen] = useState<OperationView | null>(null);
  const id = result?.ok ? result.operation?.id : undefined;
  const told = [host.operation, result?.operation].find((one) => one?.id === id && id !== undefined);
  useEffect(() => {
    // The host's newest operation can be another one later; what came of this one stays.
    if (told) {
      setSeen(told);
    }
  }, [told]);
  const newest = told ?? (seen !== null && seen.id === id ? seen : null);
  const state = sent && newest ? stateOf(newest) : null;
  return {
    sent: sent && state ? { ...sent, state } : null,
    send: setSent,
    forget: () => setSent(null),
  };
}

function stateOf({ outcome }: OperationView): SentPassword["state"] | null {
  if (isInProgress(outcome)) {
    return "in-progress";
  }
  return outcome === "done" || outcome === "unconfirmed" ? outcome : null;
}
