import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Glyph } from "@/components/ui/glyph";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { ReportTime } from "./report-time";

interface HeldBackNoticeProps {
  heldBack: NonNullable<ConnectionReport["mirror"]["heldBack"]>;
  /** Null for who may look but not accept. */
  accept: FormAction | null;
  zone: string | null;
}

export function HeldBackNotice({ heldBack, accept, zone }: HeldBackNoticeProps) {
  const t = useTranslations("connection.mirror.heldBack");
  const { accepted, rows, before, since } = heldBack;
  const time = () => <ReportTime key="time" zone={zone} iso={since} />;
  const said =
    before === null ? t.rich("textUnknown", { time, rows }) : t.rich("text", { time, rows, before });
  return (
    <section className="notice tone-busy items-start">
      <Glyph shape="triangle" small />
      <div className="grid justify-items-start gap-2">
        <h2>{t(accepted ? "acceptedTitle" : "title")}</h2>
        <p>{accepted ? t("accepted") : said}</p>
        {accepted ? null : accept ? (
          <Form action={accept} className="grid justify-items-start gap-3">
            <SubmitKey>{t("accept")}</SubmitKey>
          </Form>
        ) : (
          <p>{t("adminOnly")}</p>
        )}
      </div>
    </section>
  );
}
