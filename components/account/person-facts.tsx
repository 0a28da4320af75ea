import "@/components/ui/well.css";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import type { Viewer } from "@/lib/accounts/sessions/viewer";

interface PersonFactsProps {
  viewer: Viewer;
  /** Of staff, whose name and address no other part of the page tells. */
  email: string | null;
}

export function PersonFacts({ viewer, email }: PersonFactsProps) {
  const t = useTranslations("account");
  return (
    <dl className="pairs">
      {/* Through a customer's eyes it would be the name of whoever looks. */}
      {viewer.view ? (
        <div>
          <dt>{t("profile.name")}</dt>
          <dd>{viewer.view.customerName}</dd>
        </div>
      ) : (
        <>
          {viewer.role !== "customer" && viewer.displayName !== viewer.username ? (
            <div>
              <dt>{t("name")}</dt>
              <dd>{viewer.displayName}</dd>
            </div>
          ) : null}
          {email ? (
            <div>
              <dt>{t("profile.email")}</dt>
              <dd>{email}</dd>
            </div>
          ) : null}
          <div>
            <dt>{t("username")}</dt>
            <dd>{viewer.username}</dd>
          </div>
          {viewer.role === "customer" ? null : (
            <div>
              <dt>{t("role")}</dt>
              <dd>{t(`roles.${viewer.role}`)}</dd>
            </div>
          )}
        </>
      )}
      {viewer.userId ? (
        <div>
          <dt>{t("customerId")}</dt>
          <dd className="mono">
            {viewer.userId}
            <CopyButton value={viewer.userId} label={t("copyCustomerId")} copied={t("copied")} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
