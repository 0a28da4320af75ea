"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { buttonClass } from "@/components/ui/button";
import { CRASH_TEXTS } from "@/lib/i18n/crash-texts";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales";

interface CrashProps {
  /** `digest` is Next's number for an error of the server, which the log has, too. */
  error: Error & { digest?: string };
}

type Cause = "lost" | "outdated" | "logged" | "unlogged";

/** How browsers, Next and React tell of a request, a stream or a file of the build that broke off, or of a proxy's answer. */
const LOST =
  /Failed to fetch|NetworkError|Load failed|network error|network connection was lost|error in input stream|Connection closed|Minified React error #412|ChunkLoadError|Failed to load chunk|Loading (CSS )?chunk|dynamically imported module|An unexpected response was received/i;

export function causeOf({ name, message, digest }: CrashProps["error"]): Cause {
  if (digest) {
    return "logged";
  }
  if (name === "UnrecognizedActionError") {
    return "outdated";
  }
  return LOST.test(`${name}: ${message}`) ? "lost" : "unlogged";
}

/**
 * In place of a page that failed, with the frame around it; what it says goes by the cause. All of it is in every page's first
 * files, since it must show when nothing more can be loaded, and it is built of classes alone: the primitives may be what failed.
 */
export function Crash({ error }: CrashProps) {
  return (
    <div className="pt-16">
      <CrashSheet error={error} locale={usePageLocale()} support={useProvider()?.support} />
    </div>
  );
}

/** Where nothing of the panel stands around it: whose panel it is, and the choice of a language. */
export function LoneCrash({ error }: CrashProps) {
  const own = usePageLocale();
  const [chosen, choose] = useState<typeof own | null>(null);
  const locale = chosen ?? own;
  const provider = useProvider();
  return (
    <main lang={locale} className="mx-auto grid min-h-dvh max-w-[36rem] content-center gap-4 p-4">
      {provider ? (
        <p className="flex items-center gap-3 px-4">
          <span
            className="brand-mark grid size-6 place-items-center rounded-sm bg-ink font-semibold text-ground"
            aria-hidden="true"
          >
            {[...provider.name][0]}
          </span>
          <b className="text-16">{provider.name}</b>
        </p>
      ) : null}
      <CrashSheet error={error} locale={locale} support={provider?.support} />
      <p className="flex justify-center">
        {LOCALES.filter((each) => each !== locale).map((each) => (
          <button
            key={each}
            type="button"
            className={buttonClass({ variant: "ghost" })}
            lang={each}
            onClick={() => choose(each)}
          >
            {LOCALE_NAMES[each]}
          </button>
        ))}
      </p>
    </main>
  );
}

interface SheetProps extends CrashProps {
  locale: keyof typeof CRASH_TEXTS;
  support: string | undefined;
}

function CrashSheet({ error, locale, support }: SheetProps) {
  const texts = CRASH_TEXTS[locale];
  const isGone = useGoneFile(error);
  const cause = isGone ? "outdated" : causeOf(error);
  return (
    <section className="flex flex-col items-center gap-2 rounded-lg border border-line bg-card px-6 py-12 text-center">
      <svg className="size-6 fill-none stroke-2 stroke-bad" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 3.5L21.5 20h-19zM12 10v4.2M12 17h.01" />
      </svg>
      <h1 className="text-20">{texts[cause].title}</h1>
      <p className="max-w-96 text-ink-2">
        {texts[cause].text}
        {cause === "logged" ? (
          <span className="mt-1 block">
            {texts.reference} <code>{error.digest}</code>
          </span>
        ) : null}
      </p>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <button type="button" className={buttonClass({ variant: "primary" })} onClick={loadAnew}>
          {cause === "outdated" ? texts.reload : texts.again}
        </button>
        <a className={buttonClass()} href="/">
          {texts.home}
        </a>
        {support && (cause === "logged" || cause === "unlogged") ? (
          <a className={buttonClass()} href={support}>
            {texts.support}
          </a>
        ) : null}
      </div>
    </section>
  );
}

/** Not while the panel can't be reached: the browser's own error page would take the place of this one. */
const loadAnew = () =>
  fetch("/api/health", { cache: "no-store" }).then(
    () => window.location.reload(),
    () => undefined,
  );

/** Whether a file of the build that could not be loaded is there no more, since the panel has a newer build. */
function useGoneFile({ message }: Error): boolean {
  const [isGone, setGone] = useState(false);
  const file = /\/_next\/static\/[^\s'")]+/.exec(message)?.[0];
  useEffect(() => {
    if (file) {
      fetch(file, { method: "HEAD", cache: "no-store" })
        .then(({ status }) => setGone(status === 404))
        .catch(() => undefined);
    }
  }, [file]);
  return isGone;
}

const never = () => () => {};
const pageLocale = () => LOCALES.find((locale) => locale === document.documentElement.lang) ?? "en";
const usePageLocale = () => useSyncExternalStore(never, pageLocale, () => "en" as const);

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
