import { useTranslations } from "next-intl";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";

/** On the account's page: the way to what a person is told of. */
export function NotificationsCard() {
  const t = useTranslations("notifications");
  return (
    <FormSection title={t("title")}>
      <p>
        <KeyLink href="/account/notifications">{t("settings")}</KeyLink>
      </p>
    </FormSection>
  );
}
