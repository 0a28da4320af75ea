import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { useGap } from "@/components/ui/spacing";
import { type Sign, StateDot } from "@/components/ui/state";
import { CopyLine } from "@/components/ui/well";
import type { SentPassword } from "./use-sent-password";

const SIGN: Record<SentPassword["state"], Sign> = {
  "in-progress": "working",
  done: "done",
  unconfirmed: "unconfirmed",
};

/** The one place where the new password stands; gone with the page. */
export function ShownPassword({ sent, forget }: { sent: SentPassword; forget: () => void }) {
  const w = useTranslations("words");
  const t = useTranslations("access.password");
  const gap = useGap();
  return (
    <section
      className="flex flex-col gap-3 rounded-lg border border-line bg-card p-4 md:p-5"
      data-password-state={sent.state}
    >
      <h3 role="status" className="flex items-center gap-2.5 font-semibold">
        <StateDot sign={SIGN[sent.state]} />
        <span>{t(`result.${sent.state}`)}</span>
      </h3>
      <CopyLine value={sent.password} label={w("copyPassword")} />
      <p className="text-13 text-ink-2">
        {sent.user ? (
          <>
            {t.rich("result.forUser", { user: sent.user, b: (text) => <b className="mono">{text}</b> })}
            {gap}
          </>
        ) : null}
        {t(sent.state === "unconfirmed" ? "result.unconfirmedText" : "result.once")}
      </p>
      {sent.state === "in-progress" ? null : (
        <Button icon="check" className="self-start" onClick={forget}>
          {w("haveSavedIt")}
        </Button>
      )}
    </section>
  );
}
