"use client";

import { faultText } from "@/components/ui/form/fault-text";
import { Key } from "@/components/ui/key";
import { NoticeLine } from "@/components/ui/notice-line";
import { type PasskeyActions, usePasskey, usePasskeysHere } from "./use-passkey";

interface PasskeyKeyProps {
  actions: PasskeyActions;
  label: string;
  faults: Record<string, string>;
  /** Where to go on from here, as it stood in the address. */
  next?: string;
  accent?: boolean;
  /** After success; without it the page is loaded anew, and leads on by itself. */
  onDone?: () => void;
}

/** Asks for a passkey. It comes with hydration: without JavaScript it would be a dead button. */
export function PasskeyKey({ actions, label, faults, next, accent, onDone }: PasskeyKeyProps) {
  const { result, pending, run } = usePasskey("use", actions, onDone ?? (() => window.location.reload()));
  const here = usePasskeysHere();
  const fault = faultText(result, faults);
  return here ? (
    <div className="grid gap-3">
      {fault ? (
        <NoticeLine tone="alert" role="alert">
          {fault}
        </NoticeLine>
      ) : null}
      <Key
        variant={accent ? "accent" : "key"}
        icon="passkey"
        className="min-h-12"
        aria-disabled={pending || undefined}
        aria-busy={pending || undefined}
        onClick={() => (pending ? undefined : run(next ? { next } : {}))}
      >
        {label}
      </Key>
    </div>
  ) : null;
}
