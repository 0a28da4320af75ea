import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { LinksCard } from "@/components/admin/settings/links-card";
import { LookCard } from "@/components/admin/settings/look-card";
import { MailCard } from "@/components/admin/settings/mail-card";
import { NewsCard } from "@/components/admin/settings/news-card";
import "@/components/admin/settings/settings.css";
import { Faults } from "@/app/faults";
import { PlansCard } from "@/components/admin/settings/plans-card";
import { RescueCard } from "@/components/admin/settings/rescue-card";
import { SettingsFacts } from "@/components/admin/settings/settings-facts";
import { TopLine } from "@/components/shell/top-line";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { readImages } from "@/lib/fleet/infrastructure/one-node";
import { PageMessages } from "@/lib/i18n/page-messages";
import { mailServer } from "@/lib/mail";
import { knownPlans } from "@/lib/provider/plans";
import {
  knownAnnouncements,
  providerView,
  type StoredSettings,
  storedSettings,
} from "@/lib/provider/settings";
import {
  makeAnnouncement,
  removePicture,
  removePlan,
  saveLinks,
  saveLook,
  savePicture,
  savePlan,
  saveRescueDisc,
  sendTestMail,
  withdrawAnnouncement,
} from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** Admins change, support reads. */
export default async function SettingsPage() {
  const viewer = await requireStaff();
  const t = await getTranslations("settings");
  const [provider, stored, announcements] = await Promise.all([
    providerView(),
    storedSettings(),
    knownAnnouncements(),
  ]);
  const mayChange = viewer.role === "admin";
  const { name, letters, accent, support, order, pay, legal } = stored;
  const news = (
    <PageMessages namespaces={["news-times"]}>
      <NewsCard
        announcements={announcements}
        zone={viewer.timeZone}
        now={Date.now()}
        actions={mayChange ? { makeAnnouncement, withdrawAnnouncement } : null}
      />
    </PageMessages>
  );
  return (
    <>
      <TopLine title={t("title")} />
      <Faults of="settings">
        <div className="sheet">
          {mayChange ? (
            <>
              {news}
              <LookCard
                note={t("note")}
                provider={provider}
                stored={{ name, letters, accent }}
                actions={{ saveLook, savePicture, removePicture }}
              />
              <LinksCard provider={provider} stored={{ support, order, pay, legal }} action={saveLinks} />
              <PlansCard plans={await knownPlans()} actions={{ savePlan, removePlan }} />
              <Suspense fallback={null}>
                <Rescue chosen={stored.rescueDisc ?? null} />
              </Suspense>
              <MailCard email={config().alertEmail ?? ""} server={mailServer()} action={sendTestMail} />
            </>
          ) : (
            <>
              <SettingsFacts provider={provider} />
              {news}
            </>
          )}
        </div>
      </Faults>
    </>
  );
}

/** The list is asked of RStack, and not waited for by the rest of the page. */
async function Rescue({ chosen }: { chosen: StoredSettings["rescueDisc"] | null }) {
  const images = await readImages(null);
  return (
    <RescueCard
      chosen={chosen ?? null}
      discs={images.ok ? images.value.discs : null}
      action={saveRescueDisc}
    />
  );
}
