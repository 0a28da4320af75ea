import { useFormatter, useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list-table";
import { deviceName } from "./device-name";

export interface SessionLine {
  id: string;
  /** ISO 8601, UTC; both. */
  startedAt: string;
  lastUsedAt: string;
  userAgent: string | null;
  address: string | null;
}

/** Where an account is signed in; `current` is the session that looks. */
export function SessionList({ sessions, current }: { sessions: SessionLine[]; current: string }) {
  const t = useTranslations("account.sessions");
  const format = useFormatter();
  const time = (iso: string) => (
    <time dateTime={iso}>{format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "short" })}</time>
  );
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
          time(session.startedAt),
          time(session.lastUsedAt),
        ],
      }))}
    />
  );
}
