import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list-table";
import { deviceName } from "./device-name";
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
}

/** Where an account is signed in. */
export function SessionList({ sessions, current, zone }: SessionListProps) {
  const t = useTranslations("account.sessions");
  const device = (session: SessionLine) => {
    const name = deviceName(session.userAgent);
    return (
      <span>
        {name ? t("deviceOn", name) : t("unknownDevice")}
        {session.id === current ? (
          <>
            {" "}
            <b className="text-run-text">({t("here")})</b>
          </>
        ) : null}
      </span>
    );
  };
  return (
    <ListTable
      label={t("title")}
      columns={[t("device"), t("address"), t("started"), t("used")]}
      rows={sessions.map((session) => ({
        key: session.id,
        cells: [
          device(session),
          <span key="address" className="mono">
            {session.address ?? t("unknownAddress")}
          </span>,
          <OwnTime key="started" iso={session.startedAt} zone={zone} />,
          <OwnTime key="used" iso={session.lastUsedAt} zone={zone} />,
        ],
      }))}
    />
  );
}
