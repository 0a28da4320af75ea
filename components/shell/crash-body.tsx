"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { isOutdated } from "@/components/ui/form/limited-action";
import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales";

const never = () => () => {};
const pageLocale = () => LOCALES.find((locale) => locale === document.documentElement.lang) ?? "en";

export interface CrashBodyProps {
  /** `digest` is Next's number for the error; the log has it, too. */
  error: Error & { digest?: string };
  retry: () => void;
  /** Nothing else of the panel stands around it. */
  alone?: true;
}

/** Built of classes alone: it must not need the primitives, which may be what failed. */
export function CrashBody({ error, retry, alone }: CrashBodyProps) {
  const own = useSyncExternalStore(never, pageLocale, () => "en" as const);
  const [chosen, choose] = useState<typeof own | null>(null);
  const locale = chosen ?? own;
  const texts = CRASH_TEXTS[locale];
  const provider = useProvider();
  const { digest } = error;
  const outdated = isOutdated(error);
  return (
    <div lang={locale} className="grid gap-4">
      {alone && provider ? (
        <p className="flex items-center gap-3 px-4">
          <span className="brand-mark" aria-hidden="true">
            {[...provider.name][0]}
          </span>
          <b className="text-md">{provider.name}</b>
        </p>
      ) : null}
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
        <div className="mt-3 flex flex-wrap gap-3">
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
          {provider?.support && !outdated ? (
            <a className="key" href={provider.support}>
              {texts.support}
            </a>
          ) : null}
        </div>
      </section>
      {alone ? (
        <p className="flex justify-center">
          {LOCALES.filter((each) => each !== locale).map((each) => (
            <button
              key={each}
              type="button"
              className="key key-plain"
              lang={each}
              onClick={() => choose(each)}
            >
              {LOCALE_NAMES[each]}
            </button>
          ))}
        </p>
      ) : null}
    </div>
  );
}

interface Provider {
  name: string;
  support: string | undefined;
}

/** Whose panel this is, from the one thing that anybody is told without a page; null until then, or where it can't come. */
function useProvider(): Provider | null {
  const [provider, setProvider] = useState<Provider | null>(null);
  useEffect(() => {
    fetch("/api/manifest")
      .then((answer) => answer.json())
      .then(({ name, support }) => setProvider({ name, support }))
      .catch(() => undefined);
  }, []);
  return provider;
}
