import type { Metadata } from "next";
import { getLocale } from "next-intl/server";
import { setLanguage, setTheme } from "@/app/(panel)/account/actions";
import { PreferenceLine } from "@/components/shell/preference-line";
import { PageIndex } from "@/components/ui/form/page-index";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { FieldsPart } from "./fields-part";
import { KeysPart } from "./keys-part";
import { KitPart } from "./kit-part";
import { ListsPart } from "./lists-part";
import { MarksPart } from "./marks-part";
import { OverlaysPart } from "./overlays-part";
import { sayIn } from "./say";
import { SurfacesPart } from "./surfaces-part";
import { ToldPart } from "./told-part";
import { FormsPart } from "./try-forms";
// As on pages: some of what components wear stands in these.
import "@/components/admin/admin.css";
import "@/components/hosts/host-sheet.css";
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
  const parts = [
    { id: "kit", title: say("Kit", "组件"), part: <KitPart /> },
    { id: "keys", title: say("Keys", "按钮"), part: <KeysPart say={say} /> },
    { id: "marks", title: say("Marks and plates", "标记与状态牌"), part: <MarksPart say={say} /> },
    { id: "fields", title: say("Fields", "输入框"), part: <FieldsPart say={say} /> },
    { id: "forms", title: say("Forms", "表单"), part: <FormsPart /> },
    { id: "surfaces", title: say("Surfaces", "容器"), part: <SurfacesPart say={say} /> },
    { id: "lists", title: say("Lists", "列表"), part: <ListsPart say={say} /> },
    { id: "told", title: say("Timeline and drawer", "时间线与抽屉"), part: <ToldPart say={say} /> },
    { id: "overlays", title: say("Overlays", "浮层"), part: <OverlaysPart /> },
  ];
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
        <PageIndex
          label={say("On this page", "本页内容")}
          parts={parts.map(({ id, title }) => [id, title])}
        />
        {parts.map(({ id, part }) => (
          <div key={id} id={id}>
            {part}
          </div>
        ))}
      </main>
    </BrowserMessages>
  );
}
