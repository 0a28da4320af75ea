import { useFormatter, useTranslations } from "next-intl";
import type { BackupView, SnapshotsView } from "@/lib/hosts/snapshots/snapshots-view";
import { Card } from "../../ui/card";
import { useTimes } from "../use-times";

/** Made by others and out of the customer's hands: listed, with what can't be done said plainly. */
export function BackupsCard({ backups }: Pick<SnapshotsView, "backups">) {
  const t = useTranslations("snapshots.backups");
  return (
    <Card title={t("title")}>
      {backups.ok ? (
        backups.items.length > 0 ? (
          <ul className="backups">
            {backups.items.map((backup) => (
              <Backup key={backup.shown} backup={backup} />
            ))}
          </ul>
        ) : (
          <p className="text-ink-2">{t("none")}</p>
        )
      ) : (
        <p className="text-ink-2">{backups.problem.kind === "refused" ? t("refused") : t("noAnswer")}</p>
      )}
      <p className="mt-3 text-ink-2 text-sm">{t("limits")}</p>
    </Card>
  );
}

function Backup({ backup }: { backup: BackupView }) {
  const t = useTranslations("snapshots");
  const format = useFormatter();
  const times = useTimes();
  const { createdAt, sizeGb, state } = backup;
  const facts = [
    createdAt ? times.moment(createdAt) : null,
    sizeGb === null ? null : t("backups.size", { size: format.number(sizeGb, { maximumFractionDigits: 1 }) }),
    state === "making" ? t("state.making") : null,
  ];
  return (
    <li>
      <span className="mono">{backup.shown}</span>
      <small>{facts.filter(Boolean).join(" · ")}</small>
    </li>
  );
}
