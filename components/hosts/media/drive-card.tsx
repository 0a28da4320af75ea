import { useTranslations } from "next-intl";
import { useId } from "react";
import { Icon } from "@/components/ui/icon";
import { SubmitKey } from "@/components/ui/submit-key";
import type { MediaView } from "@/lib/hosts/media/media-view";
import { Card } from "../../ui/card";
import { HostFields } from "../host-fields";
import { OperationProblem } from "../operate/operation-problem";
import type { HostOperation } from "../operate/use-host-operation";

interface DriveCardProps {
  view: MediaView;
  eject: HostOperation;
}

/** What is in the drive, and the key that takes it out. */
export function DriveCard({ view, eject }: DriveCardProps) {
  const t = useTranslations("media");
  const reason = useTranslations("operations.reason");
  const whyId = useId();
  const { drive } = view;
  const block = eject.blocked("eject-medium");
  return (
    <Card title={t("drive")}>
      <OperationProblem result={eject.result} />
      <Inside {...view} />
      {drive === "nothing" ? null : (
        <form action={eject.submit} className="drive-eject">
          <HostFields vmId={eject.host.id} kind="eject-medium" result={eject.result} />
          <SubmitKey icon="eject" aria-disabled={block !== null || undefined} aria-describedby={whyId}>
            {t("eject")}
          </SubmitKey>
          <span id={whyId} className="text-ink-2 text-sm">
            {block && reason(block)}
          </span>
        </form>
      )}
      <p className="mt-4 text-ink-2 text-sm">{t("boot")}</p>
    </Card>
  );
}

function Inside({ drive, media }: MediaView) {
  const t = useTranslations("media");
  if (drive === null || drive === "nothing") {
    return <p className="text-ink-2">{drive === null ? t("unknown") : t("nothing")}</p>;
  }
  const medium = media.ok ? media.items.find(({ id }) => id === drive.id) : undefined;
  return (
    <p className="well drive-holds" data-drive={drive.id}>
      <Icon name="disc" />
      <b>
        {medium?.name ??
          (media.ok && !medium ? t("notListed", { id: drive.id }) : t("unnamed", { id: drive.id }))}
      </b>
    </p>
  );
}
