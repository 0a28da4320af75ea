"use client";

import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { Glyph, type GlyphShape } from "../glyph";
import { Key } from "../key";
import type { Tone } from "../plate";

interface Toast {
  id: number;
  tone: Tone;
  shape: GlyphShape;
  text: ReactNode;
}

const KEEP_MS = 8000;
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

/** Says what happened. The newest three are kept, each for eight seconds or until it is closed. */
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
    <div className="toasts" aria-live="polite">
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
      className={`toast tone-${toast.tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Glyph shape={toast.shape} />
      <span>{toast.text}</span>
      <Key variant="plain" icon="cross" aria-label={closeLabel} onClick={close} />
    </fieldset>
  );
}
