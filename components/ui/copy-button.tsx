"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { bareClass, buttonClass } from "./button";
import { Icon } from "./icon";

interface CopyButtonProps {
  value: string;
  /** Accessible name; says what is copied. */
  label: string;
  /** A key with this text, for a well's main line; without it a small bare button. */
  text?: string;
  /** It is what the page is for. */
  accent?: boolean;
}

/** Copies through the clipboard API, and by a hidden field where that is missing (plain HTTP). */
export function CopyButton({ value, label, text, accent }: CopyButtonProps) {
  const copied = useTranslations("words")("copied");
  const [done, setDone] = useState(false);
  const copy = async () => {
    if (await copyText(value)) {
      setDone(true);
    }
  };
  return (
    <>
      <button
        type="button"
        className={accent || text ? buttonClass({ variant: accent ? "primary" : "default" }) : bareClass}
        aria-label={label}
        title={label}
        onClick={copy}
        onBlur={() => setDone(false)}
        onMouseLeave={() => setDone(false)}
      >
        <Icon name={done ? "check" : "copy"} small={!text} />
        {text ? <span className="max-md:hidden">{done ? copied : text}</span> : null}
      </button>
      <span className="sr-only" aria-live="polite">
        {done ? copied : ""}
      </span>
    </>
  );
}

export async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = value;
    field.className = "sr-only";
    document.body.append(field);
    field.select();
    const worked = document.execCommand("copy");
    field.remove();
    return worked;
  }
}
