"use client";

import { useSyncExternalStore } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Key } from "@/components/ui/key";
import { LOCALES } from "@/lib/accounts/viewer";
import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";

const never = () => () => {};
const pageLocale = () => LOCALES.find((locale) => locale === document.documentElement.lang) ?? "en";

interface CrashBodyProps {
  /** Next's number for the error; the log has it, too. */
  digest: string | undefined;
  retry: () => void;
}

export function CrashBody({ digest, retry }: CrashBodyProps) {
  const texts = CRASH_TEXTS[useSyncExternalStore(never, pageLocale, () => "en" as const)];
  return (
    <EmptyState
      title={texts.title}
      text={
        <>
          {texts.text}
          {digest ? (
            <span className="mt-1 block">
              {texts.reference} <code>{digest}</code>
            </span>
          ) : null}
        </>
      }
      tone="alert"
      shape="triangle"
      level={1}
    >
      <Key icon="restart" onClick={retry}>
        {texts.again}
      </Key>
    </EmptyState>
  );
}
