import type { ReactNode } from "react";
import { setLanguage, setTheme } from "@/app/(panel)/account/actions";
import { EntryFrame } from "@/components/account/entry/entry-frame";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { providerView } from "@/lib/provider/settings";

interface EntryPageProps {
  /** Absent where the content brings the heading. */
  title?: string;
  children: ReactNode;
}

/** The frame of a page before sign-in, with what such a page may do. */
export async function EntryPage({ title, children }: EntryPageProps) {
  return (
    <EntryFrame
      provider={await providerView()}
      title={title}
      theme={(await viewerPreferences()).theme}
      actions={{ setLanguage, setTheme }}
    >
      {children}
    </EntryFrame>
  );
}
