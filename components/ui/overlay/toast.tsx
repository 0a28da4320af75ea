"use client";

import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { IconButton } from "../button";
import { type Sign, StateDot } from "../state";

interface Toast {
  id: number;
  sign: Sign;
  text: ReactNode;
  /** At most one: a link or a button. */
  action?: ReactNode;
}

const KEEP_MS = 6000;
const NONE: Toast[] = [];
let toasts: Toast[] = NONE;
let count = 0;
const listeners = new Set<() => void>();

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) {
    listener();
  }
}

/** Says what happened. The newest three are kept, each for six seconds or until it is closed. */
export function showToast(toast: Omit<Toast, "id">): void {
  count += 1;
  set([...toasts, { ...toast, id: count }].slice(-3));
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Once in a page. */
export function ToastRegion({ closeLabel }: { closeLabel: string }) {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => NONE,
  );
  return (
    <div className="toasts flex w-full flex-col gap-2 md:w-84" aria-live="polite">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </div>
  );
}

function ToastLine({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  const [held, setHeld] = useState(false);
  const close = () => set(toasts.filter((other) => other.id !== toast.id));
  useEffect(() => {
    if (held) {
      return;
    }
    const timer = setTimeout(() => set(toasts.filter((other) => other.id !== toast.id)), KEEP_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  return (
    <fieldset
      className="toast pointer-events-auto flex min-h-11 w-full animate-pop items-center gap-2.5 rounded-md bg-float pr-1.5 pl-3.5 text-13 shadow-float"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <StateDot sign={toast.sign} />
      <span className="min-w-0 flex-1 py-2 wrap-anywhere">{toast.text}</span>
      {toast.action}
      <IconButton icon="cross" label={closeLabel} onClick={close} className="shrink-0" />
    </fieldset>
  );
}
