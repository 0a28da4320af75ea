import { useFormatter, useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Glyph } from "@/components/ui/glyph";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { AskedForm } from "../asked-form";

interface HeldBackNoticeProps {
  heldBack: NonNullable<ConnectionReport["mirror"]["heldBack"]>;
  /** Null for who may look but not accept. */
  accept: FormAction | null;
}

export function HeldBackNotice({ heldBack, accept }: HeldBackNoticeProps) {
  const t = useTranslations("connection.mirror.heldBack");
  const shell = useTranslations("shell");
  const errors = useTranslations("errors.action");
  const format = useFormatter();
  const time = format.dateTime(new Date(heldBack.since), {
    dateStyle: "medium",
    timeStyle: "long",
    hourCycle: "h23",
  });
  const { rows, before } = heldBack;
  const said = before === null ? t("textUnknown", { time, rows }) : t("text", { time, rows, before });
  return (
    <section className="notice tone-busy">
      <Glyph shape="triangle" small />
      <div className="grid gap-2">
        <h2>{t("title")}</h2>
        <p>{heldBack.accepted ? t("accepted") : said}</p>
        {heldBack.accepted ? null : accept ? (
          <AskedForm action={accept} asked={errors("prove-again")} failed={shell("failed")}>
            <SubmitKey>{t("accept")}</SubmitKey>
          </AskedForm>
        ) : (
          <p>{t("adminOnly")}</p>
        )}
      </div>
    </section>
  );
}
