import { useTranslations } from "next-intl";
import { RefreshWhile } from "@/components/shell/refresh-while";
import type { FormAction } from "@/components/ui/form/answered";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import type { FleetReading } from "@/lib/fleet/hosts/fleet-reading";
import { useAgo } from "../use-ago";
import { ReadNowKey } from "./read-now-key";

interface FleetFoundProps {
  reading: FleetReading;
  readNow: FormAction;
}

/** How old what is shown is, and what came of the last try to read it. */
export function FleetFound({ reading, readNow }: FleetFoundProps) {
  const t = useTranslations("fleet-hosts");
  const w = useTranslations("words");
  const ago = useAgo();
  const { finishedAt, readingSince, restsUntil } = reading;
  return (
    <>
      <LastTry {...reading} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 flex-1 basis-64 text-ink-2 text-13" data-as-of={finishedAt ?? ""}>
          {finishedAt ? t("asOf", { age: ago(finishedAt) }) : t("neverRead")}
        </p>
        <ReadNowKey
          action={readNow}
          label={readingSince ? w("loading") : w("refresh")}
          isOff={readingSince !== null || restsUntil !== null}
          notNow={t("read.notNow")}
        />
      </div>
    </>
  );
}

function LastTry({ readingSince, failedAt, heldBackAt, restsUntil, finishedAt }: FleetReading) {
  const t = useTranslations("fleet-hosts.read");
  const age = useAgo();
  // The rest after a fault ends by itself, and so does the wait for the first list.
  const isPassing = readingSince !== null || finishedAt === null || (restsUntil !== null && !heldBackAt);
  const said = readingSince
    ? t("readingSince", { age: age(readingSince) })
    : heldBackAt
      ? t("heldBack")
      : failedAt
        ? t("failed", { age: age(failedAt) })
        : null;
  return (
    <>
      {isPassing ? <RefreshWhile /> : null}
      {said ? (
        <NoticeLine tone={readingSince ? "off" : "busy"} role="status" className="mb-4">
          {said} {readingSince ? null : <Link href="/admin/connection">{t("why")}</Link>}
        </NoticeLine>
      ) : null}
    </>
  );
}
