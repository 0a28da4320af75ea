"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { ActionResult } from "@/lib/action-result";
import type { FaultSentences } from "./fault-texts";
import { type Field, fieldsOf, wrongIn } from "./field-faults";

interface WrongFields {
  form: RefObject<HTMLFormElement | null>;
  /** A sentence for each field that says it itself. */
  wrong: FaultSentences;
  /** In place of the answer: nothing was sent, for what the browser found wrong. */
  refused: ActionResult | null;
  /** Each wrong field says it itself. */
  tellAll: boolean;
  /** Whether it may be sent. */
  check: (form: HTMLFormElement) => boolean;
  typed: (field: EventTarget) => void;
}

const failedFields = (result: ActionResult | null): Record<string, string> =>
  result?.ok === false ? (result.fields ?? {}) : {};

/** Marks what the browser or the answer finds wrong, and leads to the first. */
export function useWrongFields(
  result: ActionResult | null,
  faults: FaultSentences,
  blames: Record<string, string> = {},
): WrongFields {
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<FaultSentences | null>(null);
  const [mended, setMended] = useState<readonly string[]>([]);
  const [told, setTold] = useState<readonly string[]>([]);
  const blamed = result?.ok === false ? blames[result.code] : undefined;
  const answered = blamed && result?.ok === false ? { [blamed]: result.code } : failedFields(result);
  const all =
    found ??
    Object.fromEntries(
      Object.entries(answered).map(([name, code]) => [
        name,
        faults[`${name}-${code}`] ?? faults[code] ?? faults["field-invalid"] ?? "",
      ]),
    );
  const wrong = Object.fromEntries(Object.entries(all).filter(([name]) => !mended.includes(name)));
  const names = Object.keys(all).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer, and each time that it wasn't sent
  useLayoutEffect(() => {
    setMended((before) => (before.length > 0 ? [] : before));
    const elements = [...(form.current?.elements ?? [])] as (Field | HTMLFieldSetElement)[];
    const marked = elements.filter(({ name, type }) => name in all && type !== "hidden");
    const telling = marked.filter(({ dataset }) => "told" in dataset).map(({ name }) => name);
    setTold((before) => (telling.length + before.length > 0 ? telling : before));
    const [first] = marked;
    first?.closest("details")?.setAttribute("open", "");
    (first instanceof HTMLFieldSetElement ? first.querySelector("input") : first)?.focus();
  }, [result, found]);
  useLayoutEffect(() => {
    for (const field of form.current ? fieldsOf(form.current) : []) {
      if (!("told" in field.dataset)) {
        field.ariaInvalid = field.name in wrong ? "true" : null;
      }
    }
  });
  return {
    form,
    wrong,
    refused: found ? { ok: false, code: "invalid" } : null,
    tellAll: names !== "" && Object.keys(all).every((name) => told.includes(name)),
    check: (one) => {
      const now = wrongIn(one, faults);
      setFound(Object.keys(now).length > 0 ? now : null);
      return Object.keys(now).length === 0;
    },
    typed: (field) =>
      "name" in field && String(field.name) in all && setMended((before) => [...before, String(field.name)]),
  };
}
