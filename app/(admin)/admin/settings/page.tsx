import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { Faults } from "@/app/faults";
import { BrandSection } from "@/components/admin/settings/brand-section";
import { LinksSection } from "@/components/admin/settings/links-section";
import { NewsSection } from "@/components/admin/settings/news-section";
import { PlansSection } from "@/components/admin/settings/plans-section";
import { PageHeader } from "@/components/ui/page/header";
import { Sectioned } from "@/components/ui/sectioned";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { PageMessages } from "@/lib/i18n/page-messages";
import { pageTitle } from "@/lib/i18n/page-title";
import { announcementScopes } from "@/lib/provider/announcements";
import { knownPlans } from "@/lib/provider/plans";
import { knownAnnouncements, providerView, storedSettings } from "@/lib/provider/settings";
import {
  makeAnnouncement,
  removePicture,
  removePlan,
  saveAreaNames,
  saveLinks,
  saveLook,
  savePicture,
  savePlan,
  withdrawAnnouncement,
} from "./actions";
import { AdminSections } from "./admin-sections";

export const generateMetadata = pageTitle("words.settings");

const PARTS = ["look", "plans", "announcements", "links"] as const;
const WORDS = { look: "brand", email: "mail" } as const;

/** Admins change, support reads. */
export default async function SettingsPage() {
  const viewer = await requireStaff();
  const w = await getTranslations("words");
  const t = await getTranslations("settings");
  const [provider, stored, announcements, scopes, plans] = await Promise.all([
    providerView(),
    storedSettings(),
    knownAnnouncements(),
    announcementScopes(),
    knownPlans(),
  ]);
  const mayChange = viewer.role === "admin";
  const areas = scopes.flatMap(({ scope, name }) => {
    const id = scope.startsWith("area:") ? scope.slice("area:".length) : null;
    return id === null ? [] : [{ id, name, shown: stored.areaNames?.[id] ?? "" }];
  });
  const parts = [...PARTS, ...(mayChange ? (["hosts", "email", "staff"] as const) : [])];
  const { name, letters, accent, support, order, pay, legal } = stored;
  return (
    <>
      <PageHeader title={w("settings")} text={mayChange ? undefined : t("readOnly")} />
      <Faults of="settings">
        <Sectioned
          label={w("settings")}
          parts={parts.map(
            (part) => [part, w(part === "look" || part === "email" ? WORDS[part] : part)] as const,
          )}
        >
          <PageMessages namespaces={["settings"]}>
            <BrandSection
              provider={provider}
              stored={{ name, letters, accent }}
              actions={mayChange ? { saveLook, savePicture, removePicture } : null}
            />
          </PageMessages>
          <PlansSection plans={plans} actions={mayChange ? { savePlan, removePlan } : null} />
          <PageMessages namespaces={["news-times"]}>
            <NewsSection
              announcements={announcements}
              scopes={scopes}
              zone={viewer.timeZone}
              now={Date.now()}
              actions={mayChange ? { makeAnnouncement, withdrawAnnouncement } : null}
              status={mayChange && config().statusPage ? { areas, save: saveAreaNames } : null}
            />
          </PageMessages>
          <LinksSection
            provider={provider}
            stored={{ support, order, pay, legal }}
            action={mayChange ? saveLinks : null}
          />
          {mayChange ? (
            <Suspense fallback={null}>
              <AdminSections viewer={viewer} rescueDisc={stored.rescueDisc ?? null} />
            </Suspense>
          ) : null}
        </Sectioned>
      </Faults>
    </>
  );
}
