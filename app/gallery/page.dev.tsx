import type { Metadata } from "next";
import { getLocale } from "next-intl/server";
import { setLanguage, setTheme } from "@/app/(panel)/account/actions";
import { PreferenceLine } from "@/components/shell/preference-line";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { FieldsPart } from "./fields-part";
import { KeysPart } from "./keys-part";
import { ListsPart } from "./lists-part";
import { MarksPart } from "./marks-part";
import { OverlaysPart } from "./overlays-part";
import { sayIn } from "./say";
import { SurfacesPart } from "./surfaces-part";
import { FormsPart } from "./try-forms";
// As on pages: some of what components wear stands in these.
import "@/components/admin/admin.css";
import "@/components/hosts/host-sheet.css";
import "@/components/ui/well.css";
import "./gallery.css";

export const metadata: Metadata = { title: "Gallery" };

/**
 * Every component of `components/ui` in every state. A page of `next dev` alone (`pageExtensions` in next.config.mjs): a
 * build doesn't know it.
 */
export default async function GalleryPage() {
  const locale = await getLocale();
  const say = sayIn(locale);
  const { theme } = await viewerPreferences();
  return (
    <BrowserMessages namespaces={[]}>
      <main className="gallery">
        <header className="flex flex-wrap items-center justify-between gap-4">
          <div>
            <h1>{say("Gallery", "组件库")}</h1>
            <p className="text-ink-2">
              {say("What pages are made of, in every state.", "组成页面的所有组件及其全部状态。")}
            </p>
          </div>
          <PreferenceLine locale={locale} theme={theme} actions={{ setLanguage, setTheme }} />
        </header>
        <KeysPart say={say} />
        <MarksPart say={say} />
        <FieldsPart say={say} />
        <FormsPart />
        <SurfacesPart say={say} />
        <ListsPart say={say} />
        <OverlaysPart />
      </main>
    </BrowserMessages>
  );
}
