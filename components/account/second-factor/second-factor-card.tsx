import { useTranslations } from "next-intl";
import { FormSection } from "@/components/ui/form/form-section";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";

/** On the account's page: whether a password alone is enough, and the way to change that. */
export function SecondFactorCard({ totp, passkeys }: { totp: boolean; passkeys: number }) {
  const t = useTranslations("second-factor");
  const has = [totp ? t("totp.title") : null, passkeys > 0 ? t("passkey.count", { count: passkeys }) : null];
  const isOn = totp || passkeys > 0;
  return (
    <FormSection title={t("title")}>
      <NoticeLine tone={isOn ? "run" : "off"}>
        {isOn ? t("onWith", { what: has.filter(Boolean).join(" · ") }) : t("list.none")}
      </NoticeLine>
      <p>
        <KeyLink href="/account/second-factor">{isOn ? t("manage") : t("setUp")}</KeyLink>
      </p>
    </FormSection>
  );
}
