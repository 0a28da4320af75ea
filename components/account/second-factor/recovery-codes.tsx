import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { NoticeLine } from "@/components/ui/notice-line";
import "./recovery-codes.css";

interface RecoveryCodesProps {
  codes: string[];
  /** They came with the account's first factor. */
  first?: true;
  /** The way on. */
  children: ReactNode;
}

/** New codes, shown this once. */
export function RecoveryCodes({ codes, first, children }: RecoveryCodesProps) {
  const t = useTranslations("second-factor.codes");
  return (
    <section className="grid max-w-md gap-4" aria-label={t("title")} data-recovery-codes>
      {first ? (
        <NoticeLine tone="run" role="status">
          {t("first")}
        </NoticeLine>
      ) : null}
      <h3>{t("title")}</h3>
      <p className="text-ink-2">{t("text")}</p>
      <div className="well p-4">
        <ol className="grid grid-cols-2 gap-x-6 gap-y-2 font-mono text-md">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <NoticeLine tone="busy">{t("once")}</NoticeLine>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={codes.join("\n")} label={t("copy")} copied={t("copied")} text={t("copy")} />
        {children}
      </div>
    </section>
  );
}
