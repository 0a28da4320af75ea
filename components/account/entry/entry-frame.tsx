import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { LegalLine } from "@/components/shell/legal-line";
import { PreferenceLine } from "@/components/shell/preference-line";
import type { FormAction } from "@/components/ui/form/answered";
import type { Theme } from "@/lib/accounts/sessions/viewer";
import type { ProviderView } from "@/lib/provider/provider-view";
import "./entry.css";
import { KeepZone } from "./keep-zone";

interface EntryFrameProps {
  provider: ProviderView;
  title: string | undefined;
  theme: Theme;
  actions: { setLanguage: FormAction; setTheme: FormAction };
  children: ReactNode;
}

/** One sheet with the provider's name: every page before somebody is signed in. */
export async function EntryFrame({ provider, title, theme, actions, children }: EntryFrameProps) {
  return (
    <div className="entry">
      <main>
        <div className="sheet p-2">
          <div className="nameplate">
            <BrandMark mark={provider.mark} />
            <b className="min-w-0">{provider.name}</b>
          </div>
          <div className="grid gap-4 px-4 pt-5 pb-4">
            {title ? <h1 className="text-lg">{title}</h1> : null}
            {children}
          </div>
        </div>
      </main>
      <KeepZone />
      <div>
        <LegalLine provider={provider} centred />
        <PreferenceLine locale={await getLocale()} theme={theme} actions={actions} />
      </div>
    </div>
  );
}
