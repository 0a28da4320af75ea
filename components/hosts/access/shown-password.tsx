import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph, type GlyphShape } from "@/components/ui/glyph";
import { Key } from "@/components/ui/key";
import type { Tone } from "@/components/ui/plate";
import { useGap } from "@/components/ui/spacing";
import type { SentPassword } from "./use-sent-password";

const LOOK: Record<SentPassword["state"], { tone: Tone; shape: GlyphShape }> = {
  "in-progress": { tone: "busy", shape: "arc" },
  done: { tone: "run", shape: "check" },
  unconfirmed: { tone: "busy", shape: "triangle" },
};

/** The one place where the new password stands; gone with the page. */
export function ShownPassword({ sent, forget }: { sent: SentPassword; forget: () => void }) {
  const t = useTranslations("access.password");
  const gap = useGap();
  const { tone, shape } = LOOK[sent.state];
  return (
    <section className={`shown-password tone-${tone}`} data-password-state={sent.state}>
      <h4 role="status" className="flex items-center gap-2.5 font-strong">
        <Glyph shape={shape} small toned />
        <span>{t(`result.${sent.state}`)}</span>
      </h4>
      <div className="well copy-line">
        <code>{sent.password}</code>
        <CopyButton value={sent.password} label={t("copy")} copied={t("copied")} text={t("copy")} />
      </div>
      <p className="text-sm">
        {sent.user ? (
          <>
            {t.rich("result.forUser", { user: sent.user, b: (text) => <b className="mono">{text}</b> })}
            {gap}
          </>
        ) : null}
        {t(sent.state === "unconfirmed" ? "result.unconfirmedText" : "result.once")}
      </p>
      {sent.state === "in-progress" ? null : (
        <Key variant="plain" icon="check" onClick={forget}>
          {t("result.close")}
        </Key>
      )}
    </section>
  );
}
