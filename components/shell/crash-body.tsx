"use client";

import { useSyncExternalStore } from "react";
import { isOutdated } from "@/components/ui/form/limited-action";
import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";
import { LOCALES } from "@/lib/i18n/locales";

const never = () => () => {};
const pageLocale = () => LOCALES.find((locale) => locale === document.documentElement.lang) ?? "en";

export interface CrashBodyProps {
  /** `digest` is Next's number for the error; the log has it, too. */
  error: Error & { digest?: string };
  retry: () => void;
}

/** Built of classes alone: it must not need the primitives, which may be what failed. */
export function CrashBody({ error, retry }: CrashBodyProps) {
  const texts = CRASH_TEXTS[useSyncExternalStore(never, pageLocale, () => "en" as const)];
  const { digest } = error;
  const outdated = isOutdated(error);
  return (
    <section className="sheet empty">
      <span className="plate-mark tone-alert">
        <svg className="glyph" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.5L21.5 20h-19zM12 10v4.2M12 17h.01" />
        </svg>
      </span>
      <h1 className="text-lg">{outdated ? texts.outdatedTitle : texts.title}</h1>
      <p>
        {outdated ? texts.outdated : texts.text}
        {digest && !outdated ? (
          <span className="mt-1 block">
            {texts.reference} <code>{digest}</code>
          </span>
        ) : null}
      </p>
      <div className="mt-3 flex gap-3">
        <button
          type="button"
          className="key key-accent"
          onClick={outdated ? () => window.location.reload() : retry}
        >
          {outdated ? texts.reload : texts.again}
        </button>
        <a className="key" href="/">
          {texts.home}
        </a>
      </div>
    </section>
  );
}
