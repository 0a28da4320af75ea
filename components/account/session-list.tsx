import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { ListTable } from "@/components/ui/list/list-table";
import { deviceName } from "@/lib/accounts/device-name";
import { OwnTime } from "./own-time";

export interface SessionLine {
  id: string;
  /** ISO 8601, UTC; both. */
  startedAt: string;
  lastUsedAt: string;
  userAgent: string | null;
  address: string | null;
}

interface SessionListProps {
  sessions: SessionLine[];
  /** The session that looks. */
  current: string;
  /** The account's own time zone. */
  zone: string | null;
  /** Ends one of them; absent where nobody may. */
  endSession?: FormAction;
}

/** Where an account is signed in. */
export function SessionList({ sessions, current, zone, endSession }: SessionListProps) {
  const t = useTranslations("account.sessions");
  const nameOf = ({ userAgent }: SessionLine) => {
    const name = deviceName(userAgent);
    return name ? t("deviceOn", name) : t("unknownDevice");
  };
  const device = (session: SessionLine) => {
    return (
      <span>
        {nameOf(session)}
        {session.id === current ? (
          <>
            {" "}
            <small>{t("here")}</small>
          </>
        ) : null}
      </span>
    );
  };
  // None is known behind a proxy that the panel wasn't told of.
  const hasAddresses = sessions.some(({ address }) => address !== null);
  return (
    <ListTable
      label={t("title")}
      keysLast={endSession !== undefined}
      columns={[
        t("device"),
        ...(hasAddresses ? [t("address")] : []),
        t("started"),
        t("used"),
        ...(endSession ? [t("end")] : []),
      ]}
      rows={sessions.map((session) => ({
        key: session.id,
        cells: [
          device(session),
          ...(hasAddresses
            ? [
                <span key="address" className={session.address ? "mono" : "text-ink-2"}>
                  {session.address ?? t("unknownAddress")}
                </span>,
              ]
            : []),
          <OwnTime key="started" iso={session.startedAt} zone={zone} brief />,
          <OwnTime key="used" iso={session.lastUsedAt} zone={zone} brief />,
          ...(endSession
            ? [
                session.id === current ? null : (
                  <Form key="end" action={endSession}>
                    <input type="hidden" name="sessionId" value={session.id} />
                    <SubmitKey
                      variant="plain"
                      aria-label={t("endNamed", {
                        device: [nameOf(session), session.address].filter(Boolean).join(" · "),
                      })}
                    >
                      {t("endOne")}
                    </SubmitKey>
                  </Form>
                ),
              ]
            : []),
        ],
      }))}
    />
  );
}
