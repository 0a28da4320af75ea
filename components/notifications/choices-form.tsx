import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { FormSection } from "@/components/ui/form/form-section";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import { NOTIFICATION_KINDS, type NotificationKind } from "@/lib/notifications/kinds";
import type { NotificationChoices } from "@/lib/notifications/settings";
import "./notifications.css";

interface ChoicesFormProps {
  choices: NotificationChoices;
  /** Where mails go; null: the account has no address. */
  email: string | null;
  /** Whether they can give it one themselves. */
  mayAddEmail: boolean;
  /** Whether the panel sends mails at all. */
  canMail: boolean;
  action: FormAction;
}

/** What is told of together. */
const OF_GROUP: Record<NotificationKind, "hosts" | "operations" | "account"> = {
  traffic: "hosts",
  "host-down": "hosts",
  "host-up": "hosts",
  "operation-failed": "operations",
  "operation-unconfirmed": "operations",
  "schedule-failed": "operations",
  "support-viewed": "account",
  "new-browser": "account",
  "password-changed": "account",
  "factors-changed": "account",
};
const GROUPS = (["hosts", "operations", "account"] as const).map(
  (group) => [group, NOTIFICATION_KINDS.filter((kind) => OF_GROUP[kind] === group)] as const,
);

/** What an account is told of in its bell and by email. */
export function ChoicesForm({ choices, email, mayAddEmail, canMail, action }: ChoicesFormProps) {
  const t = useTranslations("notifications.choices");
  const kinds = useTranslations("notifications.kind");
  const gap = useGap();
  const ways = canMail ? (["bell", "mail"] as const) : (["bell"] as const);
  const isOut = (way: "bell" | "mail") => way === "mail" && email === null;
  return (
    <FormSection title={t("title")} text={canMail && email !== null ? t("text") : undefined}>
      {canMail && email === null ? (
        <NoticeLine tone="busy">
          {t("noAddress")}
          {mayAddEmail ? (
            <>
              {gap}
              <Link href="/account#email">{t("addAddress")}</Link>
            </>
          ) : null}
        </NoticeLine>
      ) : (
        <p className="text-ink-2">{canMail ? t("mailTo", { email: email ?? "" }) : t("mailOff")}</p>
      )}
      {canMail && choices.unsubscribed ? <NoticeLine tone="busy">{t("unsubscribed")}</NoticeLine> : null}
      <Form action={action} submit={t("save")} done={t("saved")} className="grid gap-4">
        <input type="hidden" name="choices" value="1" />
        <table className="choices" aria-label={t("title")}>
          <thead>
            <tr>
              <th scope="col">{t("event")}</th>
              {ways.map((way) => (
                <th key={way} scope="col">
                  {t(way)}
                </th>
              ))}
            </tr>
          </thead>
          {GROUPS.map(([group, shown]) => (
            <tbody key={group}>
              <tr>
                <th scope="rowgroup" colSpan={ways.length + 1}>
                  {t(`group.${group}`)}
                </th>
              </tr>
              {shown.map((kind) => {
                const chosen = choices.ways.get(kind);
                return (
                  <tr key={kind}>
                    <th scope="row">{kinds(kind)}</th>
                    {ways.map((way) => (
                      <td key={way}>
                        {chosen ? (
                          <CheckField
                            name={`${way}-${kind}`}
                            defaultChecked={chosen[way] && !isOut(way)}
                            disabled={isOut(way)}
                            label={
                              <span className="sr-only">
                                {t("cell", { event: kinds(kind), way: t(way) })}
                              </span>
                            }
                          />
                        ) : (
                          <span className="text-ink-2">{isOut(way) ? "–" : t("always")}</span>
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          ))}
        </table>
      </Form>
    </FormSection>
  );
}
