import { useTranslations } from "next-intl";
import { AddRow, Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Badge } from "@/components/ui/state";
import { deviceName } from "@/lib/accounts/device-name";
import type { SessionView } from "@/lib/accounts/sessions/list-sessions";
import { OwnTime } from "./own-time";

interface SessionRowsProps {
  sessions: SessionView[];
  /** The session that looks. */
  current: string;
  /** The account's own time zone. */
  zone: string | null;
  actions: { endSession: FormAction; endOtherSessions: FormAction };
}

/** Where an account is signed in. */
export function SessionRows({ sessions, current, zone, actions }: SessionRowsProps) {
  const t = useTranslations("account.sessions");
  const part = useTranslations("account.part");
  const nameOf = ({ userAgent }: SessionView) => {
    const name = deviceName(userAgent);
    return name ? t("deviceOn", name) : t("unknownDevice");
  };
  return (
    <Section id="sessions" title={part("sessions")}>
      <Rows>
        {sessions.map((session) => (
          <SettingRow
            key={session.id}
            label={
              <span className="flex flex-wrap items-center gap-2">
                {nameOf(session)}
                {session.id === current ? <Badge tone="grey">{t("here")}</Badge> : null}
              </span>
            }
            // None is known behind a proxy that the panel wasn't told of.
            text={session.address ?? undefined}
            value={<OwnTime iso={session.lastUsedAt} zone={zone} brief />}
            control={
              session.id === current ? null : (
                <Form action={actions.endSession} hidden={{ sessionId: session.id }}>
                  <SubmitButton
                    aria-label={t("endNamed", {
                      device: [nameOf(session), session.address].filter(Boolean).join(" · "),
                    })}
                  >
                    {t("endOne")}
                  </SubmitButton>
                </Form>
              )
            }
          />
        ))}
        {sessions.length > 1 ? (
          <AddRow>
            <Form action={actions.endOtherSessions}>
              <SubmitButton variant="ghost" tone="bad">
                {t("endOthers")}
              </SubmitButton>
            </Form>
          </AddRow>
        ) : null}
      </Rows>
    </Section>
  );
}
