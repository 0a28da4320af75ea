import { useTranslations } from "next-intl";
import { LinkRow } from "../link-row";
import { FactorMark } from "./factor-mark";

/** On the account's page: whether a password alone is enough, and the way to change that. */
export function SecondFactorCard({ totp, passkeys }: { totp: boolean; passkeys: number }) {
  const t = useTranslations("second-factor");
  const has = [totp ? t("totp.title") : null, passkeys > 0 ? t("passkey.count", { count: passkeys }) : null];
  const isOn = totp || passkeys > 0;
  return (
    <LinkRow
      title={t("title")}
      state={<FactorMark isOn={isOn}>{isOn ? has.filter(Boolean).join(" · ") : t("list.none")}</FactorMark>}
      href="/account/second-factor"
      action={isOn ? undefined : t("setUp")}
    />
  );
}
