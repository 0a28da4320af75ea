"use client";

import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { Key } from "@/components/ui/key";
import { useGap } from "@/components/ui/spacing";

export interface LoadErrorProps {
  digest: string | undefined;
  what?: "hosts" | "activity";
}

/** The hosts (or what was done with them) could not be read: not the same as having none, and not the same as no match. */
export function LoadError({ digest, what = "hosts" }: LoadErrorProps) {
  const t = useTranslations("hosts.error");
  const gap = useGap();
  return (
    <div className="pt-16">
      <EmptyState
        tone="alert"
        shape="triangle"
        title={t(what === "hosts" ? "title" : "activityTitle")}
        text={
          <>
            {t("text")}
            {gap}
            {digest ? (
              <span className="whitespace-nowrap">
                {t("reference")}
                {gap}
                <span className="mono">{digest}</span>
              </span>
            ) : null}
          </>
        }
      >
        <Key icon="again" onClick={() => window.location.reload()}>
          {t("retry")}
        </Key>
      </EmptyState>
    </div>
  );
}
