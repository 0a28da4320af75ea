import { useFormatter, useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";

/** The master doesn't answer: from when on what is shown is (ISO 8601), and what still works. */
export function MasterLine({ downSince }: { downSince: string | null }) {
  const t = useTranslations("shell.master-down");
  const format = useFormatter();
  if (!downSince) {
    return null;
  }
  const time = format.dateTime(new Date(downSince), {
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return (
    <div data-master-down="" className="mb-4">
      <NoticeLine tone="alert" role="status">
        <b>{t("title")}</b> {t("asOf", { time })}
      </NoticeLine>
    </div>
  );
}
