import type { Metadata } from "next";
import { setTheme } from "@/app/(panel)/account/actions";
import { SegmentedForm } from "@/components/ui/form/segmented";
import { PageHeader } from "@/components/ui/page/header";
import { THEMES } from "@/lib/accounts/sessions/viewer";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { Examples } from "./examples";

export const metadata: Metadata = { title: "Gallery" };

/**
 * Every component of `components/ui` as pages use it. A page of `next dev` alone (`pageExtensions` in next.config.mjs): a
 * build doesn't know it.
 */
export default async function GalleryPage() {
  const { theme } = await viewerPreferences();
  return (
    <BrowserMessages namespaces={[]}>
      <main lang="en" className="mx-auto flex max-w-320 flex-col gap-8 p-8">
        <PageHeader
          title="Gallery"
          actions={
            <SegmentedForm
              label="Theme"
              name="theme"
              action={setTheme}
              current={theme}
              options={THEMES.map((value) => ({ value, label: value }))}
            />
          }
        />
        <Examples />
      </main>
    </BrowserMessages>
  );
}
