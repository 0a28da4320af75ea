import { useTranslations } from "next-intl";
import { NoticeLine } from "@/components/ui/notice-line";
import { CopyLine } from "@/components/ui/well";

/** That the link was mailed; where it was not, the link, this once. */
export function InviteSent({ link }: { link: string | null }) {
  const w = useTranslations("words");
  const t = useTranslations("staff.invite");
  return (
    <>
      <NoticeLine tone={link ? "busy" : "run"} role="status">
        {t(link ? "shown" : "mailed")}
      </NoticeLine>
      {link ? <CopyLine value={link} label={w("copyLink")} /> : null}
    </>
  );
}
