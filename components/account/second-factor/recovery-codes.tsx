import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { NoticeLine } from "@/components/ui/notice-line";

interface RecoveryCodesProps {
  codes: string[];
  /** They came with the account's first factor. */
  first?: boolean;
  /** The way on. */
  children: ReactNode;
}

/** New codes, shown this once. */
export function RecoveryCodes({ codes, first, children }: RecoveryCodesProps) {
  const t = useTranslations("second-factor.codes");
  return (
    <section className="grid gap-4" aria-label={t("title")} data-recovery-codes>
      {first ? (
        <NoticeLine tone="run" role="status">
          {t("first")}
        </NoticeLine>
      ) : null}
      <p className="text-ink-2">{t("text")}</p>
      <ol className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-md bg-sunken p-4 font-mono text-13">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap justify-between gap-2">
        <CopyButton value={codes.join("\n")} label={t("copy")} text={t("copy")} />
        {children}
      </div>
    </section>
  );
}
