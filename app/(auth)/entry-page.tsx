import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { setLanguage, setTheme } from "@/app/(panel)/account/actions";
import { KeepZone } from "@/components/account/entry/keep-zone";
import { BrandMark } from "@/components/shell/brand-mark";
import { LegalLine } from "@/components/shell/legal-line";
import { PreferenceLine } from "@/components/shell/preference-line";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { providerView } from "@/lib/provider/settings";

interface EntryPageProps {
  /** Absent where the content brings the heading. */
  title?: string;
  children: ReactNode;
}

/** Every page before somebody is signed in: one column on the ground. */
export async function EntryPage({ title, children }: EntryPageProps) {
  const provider = await providerView();
  return (
    <div className="flex min-h-dvh flex-col items-center gap-10 px-4 pt-[16vh] pb-6 max-md:pt-[9vh]">
      <main className="grid w-full max-w-88 grid-cols-[minmax(0,1fr)] gap-4" data-entry>
        <BrandMark mark={provider.mark} large />
        {title ? <h1>{title}</h1> : null}
        {children}
      </main>
      <KeepZone />
      <footer className="mt-auto flex flex-wrap items-center justify-center gap-x-4">
        <span className="text-13 text-ink-3">{provider.name}</span>
        <LegalLine provider={provider} centred />
        <PreferenceLine
          locale={await getLocale()}
          theme={(await viewerPreferences()).theme}
          actions={{ setLanguage, setTheme }}
        />
      </footer>
    </div>
  );
}
