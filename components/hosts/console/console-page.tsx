"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Card } from "@/components/ui/card";
import type { ConsoleView } from "@/lib/hosts/console/console-view";
import type { HostFormAction } from "../power/use-power";
import { useSheet } from "../sheet-context";
import { useNow } from "../time/clock";
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
  const { host } = useSheet();
  const [isWindowGone, setWindowGone] = useState(false);
  const now = useNow();
  const isOver = !!open?.until && Date.parse(open.until) <= now;
  const onEnded = () => {
    setOpen(null);
    setWindowGone(opening.close() === "gone");
  };
  return (
    <div className="host-body">
      <div>
        <OpenCard forStaff={forStaff} view={view} opening={opening} isOver={isOver}>
          {(openKey, note) => (
            <Session
              {...{ open, isOver, onEnded, isWindowGone, openKey, note }}
              isKnown={typeof view.ready === "string"}
            />
          )}
        </OpenCard>
      </div>
      <div>
        <Card title={t("about")}>
          <ol className="console-steps">
            <li>
              <b>{t("steps.window")}</b>
              <small>
                {view.server
                  ? t.rich("where", {
                      server: view.server,
                      mono: (chunks) => <span className="mono">{chunks}</span>,
                    })
                  : t("whereUnknown")}
              </small>
            </li>
            <li>
              <b>{t("steps.signIn")}</b>
              <small>
                {t.rich("steps.signInText", {
                  access: (chunks) => <a href={`/hosts/${host.id}/access`}>{chunks}</a>,
                })}
              </small>
            </li>
            <li>
              <b>{t("steps.end")}</b>
              <small>{t("session.ends")}</small>
            </li>
          </ol>
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
