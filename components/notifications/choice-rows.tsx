import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { NoticeLine } from "@/components/ui/notice-line";
import { NOTIFICATION_KINDS } from "@/lib/notifications/kinds";
import type { NotificationChoices } from "@/lib/notifications/settings";

interface ChoiceRowsProps {
  choices: NotificationChoices;
  /** Where mails go; null: the account has no address. */
  email: string | null;
  /** Whether they can give it one themselves. */
  mayAddEmail: boolean;
  /** Whether the panel sends mails at all. */
  canMail: boolean;
  action: FormAction;
}

/** What an account is told of in its bell and by email. */
export function ChoiceRows({ choices, email, mayAddEmail, canMail, action }: ChoiceRowsProps) {
  const w = useTranslations("words");
  const t = useTranslations("notifications.choices");
  const part = useTranslations("account.part");
  const kinds = useTranslations("notifications.kind");
  const ways = canMail ? (["bell", "mail"] as const) : (["bell"] as const);
  const isOut = (way: "bell" | "mail") => way === "mail" && email === null;
  return (
    <Section
      id="notifications"
      title={part("notifications")}
      text={email && canMail ? t("mailTo", { email }) : undefined}
    >
      {canMail && email === null ? (
        <NoticeLine tone="busy">
          {t("noAddress")} {mayAddEmail ? <a href="#email">{t("addAddress")}</a> : null}
        </NoticeLine>
      ) : null}
      {canMail && choices.unsubscribed ? <NoticeLine tone="busy">{t("unsubscribed")}</NoticeLine> : null}
      <Form
        action={action}
        submit={w("save")}
        done={w("saved")}
        hidden={{ choices: "1" }}
        className="rounded-lg border border-line bg-card *:[div]:px-5 *:[div]:py-3 max-md:*:[div]:px-4"
      >
        <table className="w-full border-collapse" aria-label={t("title")}>
          <thead>
            <tr className="h-9 text-12 text-ink-3 *:border-b *:border-line *:font-medium">
              <th scope="col" className="px-4 text-left md:px-5">
                {t("event")}
              </th>
              {ways.map((way) => (
                <th key={way} scope="col" className="w-20">
                  {t(way)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {NOTIFICATION_KINDS.map((kind) => {
              const chosen = choices.ways.get(kind);
              return (
                <tr key={kind} className="h-11 *:border-b *:border-line">
                  <th scope="row" className="px-4 text-left font-normal md:px-5">
                    {kinds(kind)}
                  </th>
                  {ways.map((way) => (
                    <td key={way} className="text-center *:inline-flex">
                      {chosen ? (
                        <CheckField
                          name={`${way}-${kind}`}
                          defaultChecked={chosen[way] && !isOut(way)}
                          disabled={isOut(way)}
                          label={
                            <span className="sr-only">{w("of", { what: kinds(kind), name: t(way) })}</span>
                          }
                        />
                      ) : isOut(way) ? null : (
                        <span className="text-13 text-ink-3">{t("always")}</span>
                      )}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Form>
    </Section>
  );
}
