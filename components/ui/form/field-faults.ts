"use client";

import { createContext, use } from "react";
import { type FaultSentences, filled } from "./fault-texts";

interface Around {
  /** By name, what is wrong with its fields. */
  wrong: FaultSentences;
  /** By name, what was sent in vain, where the page was drawn anew for it. */
  sent: Record<string, string>;
  /** Whether it may be sent; it says itself why not. */
  check: (form: HTMLFormElement) => boolean;
}
const FormAround = createContext<Around>({ wrong: {}, sent: {}, check: () => true });
export const FieldsAround = FormAround.Provider;

/** For a key that asks before it sends. */
export const useFormCheck = (): Around["check"] => use(FormAround).check;

/** Without JavaScript the answer is a new page: its fields begin with what was sent. */
export const useSent = (name: string): string | undefined => use(FormAround).sent[name];

/** What the form around says is wrong with this field. The field bears `data-told`, so that nobody else says it. */
export const useFieldFault = (name: string | undefined): string | undefined =>
  use(FormAround).wrong[name ?? ""];

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a person can fill in, in the order of the page. */
export const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement && element.type !== "hidden") ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement,
  );

/** What the browser finds wrong, by field and in the page's own words; empty where all is well. */
export function wrongIn(form: HTMLFormElement, faults: FaultSentences): FaultSentences {
  const wrong = fieldsOf(form).filter((field) => field.willValidate && !field.validity.valid);
  return Object.fromEntries(wrong.map((field) => [field.name, sentenceFor(field, faults)]));
}

function sentenceFor(field: Field, faults: FaultSentences): string {
  const { validity, type } = field;
  const { min, max, minLength, maxLength } = field as Partial<HTMLInputElement>;
  if (validity.customError) {
    return field.validationMessage;
  }
  if (validity.valueMissing) {
    const isChoice = type === "radio" || type === "select-one";
    return faults[`field-${type === "checkbox" ? "tick" : isChoice ? "choose" : "required"}`] ?? "";
  }
  if (validity.typeMismatch) {
    return faults[type === "email" ? "field-email" : "field-url"] ?? "";
  }
  if (validity.tooShort || validity.tooLong) {
    const bounds = { min: minLength, max: maxLength };
    return filled(faults[validity.tooShort ? "field-short" : "field-long"], bounds);
  }
  if (validity.rangeUnderflow || validity.rangeOverflow || (validity.stepMismatch && min && max)) {
    return filled(faults[min && max ? "field-range" : min ? "field-min" : "field-max"], { min, max });
  }
  if (validity.badInput || validity.stepMismatch) {
    return faults["field-number"] ?? "";
  }
  // What its pattern wants is told by the field itself.
  return field.title || (faults["field-invalid"] ?? "");
}
