"use client";

import { Button } from "@/components/ui/button";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { type PasskeyActions, usePasskey, usePasskeysHere } from "./use-passkey";

interface PasskeyKeyProps {
  actions: PasskeyActions;
  label: string;
  /** Where to go on from here, as it stood in the address. */
  next?: string;
  accent?: boolean;
  /** After success; without it the page is loaded anew, and leads on by itself. */
  onDone?: () => void;
}

/** Asks for a passkey. It comes with hydration: without JavaScript it would be a dead button. */
export function PasskeyKey({ actions, label, next, accent, onDone }: PasskeyKeyProps) {
  const { result, pending, run } = usePasskey("use", actions, onDone ?? (() => window.location.reload()));
  const here = usePasskeysHere();
  return here ? (
    <div className="grid gap-3">
      <FaultLine result={result} />
      <Button
        variant={accent ? "primary" : "default"}
        icon="passkey"
        className="w-full"
        aria-disabled={pending || undefined}
        aria-busy={pending || undefined}
        onClick={() => (pending ? undefined : run(next ? { next } : {}))}
      >
        {label}
      </Button>
    </div>
  ) : null;
}
