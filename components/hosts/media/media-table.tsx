import { useTranslations } from "next-intl";
import { useId } from "react";
import { SubmitKey } from "@/components/ui/submit-key";
import type { MediaView, MediumView } from "@/lib/hosts/media/media-view";
import { HostFields } from "../host-fields";
import type { HostOperation } from "../operate/use-host-operation";

interface MediaTableProps {
  media: MediumView[];
  drive: MediaView["drive"];
  mount: HostOperation;
}

export function MediaTable({ media, drive, mount }: MediaTableProps) {
  const t = useTranslations("media");
  const reason = useTranslations("operations.reason");
  const whyId = useId();
  const block = mount.blocked("mount-medium");
  const inside = typeof drive === "object" ? drive?.id : undefined;
  return (
    <>
      <table className="list media" aria-label={t("title")}>
        <thead>
          <tr>
            <th scope="col">{t("column.name")}</th>
            <th scope="col">
              <span className="sr-only">{t("column.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {media.map((medium) => (
            <tr key={medium.id} data-medium={medium.id}>
              <td>{medium.name ?? t("unnamed", { id: medium.id })}</td>
              <td>
                {medium.id === inside ? (
                  <span className="text-ink-2">{t("mounted")}</span>
                ) : (
                  <form action={mount.submit}>
                    <HostFields vmId={mount.host.id} kind="mount-medium" result={mount.result} />
                    <input type="hidden" name="medium" value={medium.id} />
                    <SubmitKey aria-disabled={block !== null || undefined} aria-describedby={whyId}>
                      {t("mount")}
                    </SubmitKey>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p id={whyId} className="mt-3 text-ink-2 text-sm empty:hidden">
        {block && reason(block)}
      </p>
    </>
  );
}
