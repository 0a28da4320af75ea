"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Card } from "@/components/ui/card";
import type { ConsoleView } from "@/lib/hosts/console/console-view";
import type { HostFormAction } from "../power/use-power";
import { OpenCard } from "./open-card";
import { Session } from "./session";
import { useOpenConsole } from "./use-open-console";

interface ConsolePageProps {
  /** The provider's own people are told what to set, not whom to ask. */
  forStaff: boolean;
  view: ConsoleView;
  /** For the command whose answer carries a token: no form may have it. */
  scriptCommand: HostFormAction;
}

export function ConsolePage({ forStaff, view, scriptCommand }: ConsolePageProps) {
  const t = useTranslations("console");
  const [open, setOpen] = useState(view.open);
  const opening = useOpenConsole(scriptCommand, (until) => setOpen({ until }));
  useOwnPolicy();
  const [isWindowGone, setWindowGone] = useState(false);
  const onEnded = () => {
    setOpen(null);
    setWindowGone(opening.close() === "gone");
  };
  return (
    <div className="host-body">
      <div>
        <OpenCard forStaff={forStaff} view={view} opening={opening}>
          <Session open={open} onEnded={onEnded} isWindowGone={isWindowGone} />
        </OpenCard>
      </div>
      <div>
        <Card title={t("about")}>
          <div className="grid gap-3 text-ink-2">
            <p>{t("text")}</p>
            <p>
              {view.server
                ? t.rich("where", {
                    server: view.server,
                    mono: (chunks) => <span className="mono">{chunks}</span>,
                  })
                : t("whereUnknown")}
            </p>
            <p>{t("session.ends")}</p>
          </div>
        </Card>
      </div>
    </div>
  );
}

/** Whoever came here without a page load, such as from signing in, has the policy of the page before. */
function useOwnPolicy(): void {
  useEffect(() => {
    const [loaded] = performance.getEntriesByType("navigation");
    if (loaded && new URL(loaded.name).pathname !== location.pathname) {
      location.reload();
    }
  }, []);
}
