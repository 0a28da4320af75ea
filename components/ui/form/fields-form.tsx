"use client";

import { type ReactNode, useActionState, useState } from "react";
import { faultText } from "@/components/ui/form/fault-text";
import type { ActionResult } from "@/lib/action-result";
import type { KeyLook } from "../key";
import { NoticeLine } from "../notice-line";
import { useAskedInstead } from "../overlay/dialog";
import type { FormAction } from "./action-form";
import { leaveAfter } from "./leave-after";
import { limited } from "./limited-action";
import { SubmitKey } from "./submit-key";

interface FieldsFormProps<Told extends object> {
  action: FormAction<Told>;
  submit: string;
  /** Left out where the page itself shows what came of it. */
  done?: string;
  /** Said in place of `done`, by the result's note. */
  notes?: Record<string, string>;
  /** By code. */
  faults: Record<string, string>;
  variant?: KeyLook["variant"];
  icon?: KeyLook["icon"];
  className?: string;
  /** Of what stands around the key, and what stands beside it. */
  keysClass?: string;
  beside?: ReactNode;
  /** Where a whole page load leads after success. */
  leaveTo?: string;
  /** What was typed stays when it did not work; without it, a form is empty again after every try. */
  keep?: boolean;
  /** For what a field of it shows beside its value. */
  onEmptied?: () => void;
  /** In place of the form once it succeeded; `said` is what stands where no more does. */
  after?: (result: Extract<ActionResult<Told>, { ok: true }>, said: ReactNode) => ReactNode;
  /** As a function it says at each field what is wrong with it. */
  children: ReactNode | ((wrong: (field: string) => string | undefined) => ReactNode);
}

/** Some fields and what came of sending them; works before hydration. */
export function FieldsForm<Told extends object = object>({
  action,
  submit,
  done,
  notes,
  faults,
  children,
  ...look
}: FieldsFormProps<Told>) {
  const [result, run, pending] = useActionState(leaveAfter(limited(action), { leaveTo: look.leaveTo }), null);
  const [changed, setChanged] = useState(false);
  useAskedInstead(result);
  const told = result?.ok ? (notes?.[result.note ?? ""] ?? done) : undefined;
  const said =
    result?.ok && told ? (
      <NoticeLine tone={result.note ? "busy" : "run"} role="status">
        {told}
      </NoticeLine>
    ) : null;
  if (result?.ok && look.after) {
    return look.after(result, said);
  }
  const fields = typeof children === "function" && result && !result.ok ? result.fields : undefined;
  const toldAt = new Set<string>();
  const wrong = (field: string) => {
    const text = fields && faults[fields[field] ?? ""];
    if (text) toldAt.add(field);
    return text;
  };
  const inside = typeof children === "function" ? children(wrong) : children;
  // A field that isn't drawn says nothing itself.
  const isToldAtFields = fields !== undefined && Object.keys(fields).every((field) => toldAt.has(field));
  return (
    <form
      action={run}
      className={look.className ?? "grid max-w-sm gap-4"}
      onInput={() => setChanged(true)}
      // React empties a form after its action.
      onReset={(event) => {
        if (look.keep && result && !result.ok) {
          event.preventDefault();
        } else {
          setChanged(false);
          look.onEmptied?.();
        }
      }}
    >
      {inside}
      {/* Beside the key that was pressed: the top of a long form is out of sight. */}
      {said}
      {result && !result.ok ? (
        <NoticeLine tone="alert" role="alert" className={isToldAtFields ? "sr-only" : undefined}>
          {quoted(faultText(result, faults), result.said)}
        </NoticeLine>
      ) : null}
      <div className={look.keysClass}>
        {look.beside}
        {/* What comes next, as soon as there is something to send. */}
        <SubmitKey
          variant={look.variant ?? (changed ? "accent" : "key")}
          icon={look.icon}
          aria-disabled={pending || undefined}
        >
          {submit}
        </SubmitKey>
      </div>
    </form>
  );
}

/** What came back, in its own words; after a Chinese full stop or colon there is room enough. */
const quoted = (text: string | null, said: string | undefined): string | null =>
  said ? `${text ?? ""}${/[。：]$/.test(text ?? "。") ? "" : " "}“${said}”` : text;
