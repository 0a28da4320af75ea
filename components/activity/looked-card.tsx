"use client";

import { useTranslations } from "next-intl";
import { useTimes } from "@/components/hosts/time/use-times";
import { Icon } from "@/components/ui/icon";
import "@/components/ui/list/log.css";

export interface StaffLook {
  id: string;
  name: string;
  reason: string;
  /** ISO 8601. */
  startedAt: string;
  /** Null while they look. */
  endedAt: string | null;
  changesAllowed: boolean;
  /** Who reads this is the one who looks. */
  own: boolean;
}

/** Which of the provider's staff looked through the customer's eyes, when and why. */
export function LookedCard({ looks }: { looks: StaffLook[] }) {
  const t = useTranslations("activity.supportAccess");
  const times = useTimes();
  return (
    <section className="card">
      <h2 className="mb-3">{t("title")}</h2>
      <ul className="log">
        {looks.map((look) => (
          <li key={look.id}>
            <Icon name="person" small />
            <span>
              {t(
                `${look.own ? "own" : look.endedAt ? "past" : "going"}.${look.changesAllowed ? "changes" : "readOnly"}`,
                {
                  name: look.name,
                },
              )}
              <small>{look.reason}</small>
            </span>
            <time dateTime={look.startedAt}>
              {look.endedAt
                ? times.moment(look.startedAt)
                : t("since", { time: times.moment(look.startedAt) })}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
