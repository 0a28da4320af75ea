import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { ProveForm } from "@/components/account/second-factor/prove-form";
import { ChoicesForm } from "@/components/notifications/choices-form";
import { WebhooksCard } from "@/components/notifications/webhooks-card";
import { TopLine } from "@/components/shell/top-line";
import { mayChangeFactors, proofWays } from "@/lib/accounts/second-factor/proof";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { PageMessages } from "@/lib/i18n/page-messages";
import { canMail } from "@/lib/mail";
import { mailAddressOf, readChoices } from "@/lib/notifications/settings";
import { MOST_WEBHOOKS, readWebhooks } from "@/lib/notifications/webhooks/webhooks";
import { askPasskeyAgain, proveAgain, proveByPasskey } from "../second-factor/actions";
import { dropWebhook, makeWebhook, redeliver, saveNotificationChoices, testWebhook } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("settings") };
}

/** What a person is told of, and how: their own, out of reach of whoever looks through their eyes. */
export default async function NotificationSettingsPage() {
  const viewer = await requireViewer();
  if (viewer.view) {
    notFound();
  }
  const t = await getTranslations("notifications");
  const account = await getTranslations("account");
  const [choices, email, webhooks, isProven] = await Promise.all([
    readChoices(viewer.accountId),
    mailAddressOf(viewer.accountId),
    readWebhooks(viewer.accountId),
    mayChangeFactors(viewer),
  ]);
  const hooks = (
    <Faults of="webhooks">
      <WebhooksCard
        webhooks={webhooks}
        most={MOST_WEBHOOKS}
        zone={viewer.timeZone}
        actions={{ makeWebhook, dropWebhook, testWebhook, redeliver }}
        prove={
          isProven ? null : (
            <ProveForm
              ways={await proofWays(viewer.accountId)}
              actions={{ proveAgain, askPasskeyAgain, proveByPasskey }}
            />
          )
        }
      />
    </Faults>
  );
  return (
    <>
      <TopLine title={t("settings")} above={{ href: "/account", title: account("title") }} />
      <Faults of="second-factor">
        <PageMessages namespaces={["notifications", "second-factor"]}>
          <div className="sheet">
            <ChoicesForm
              choices={choices}
              email={email}
              mayAddEmail={viewer.userId !== null && config().customerFields.includes("email")}
              canMail={canMail()}
              action={saveNotificationChoices}
            />
            {hooks}
          </div>
        </PageMessages>
      </Faults>
    </>
  );
}
