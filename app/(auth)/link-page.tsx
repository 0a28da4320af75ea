import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Faults } from "@/app/faults";
import { LinkGate } from "@/components/account/entry/link-gate";
import { ButtonLink } from "@/components/ui/button-link";
import { EntryPage } from "./entry-page";
import { lookAtLink } from "./reset/actions";

interface LinkPageProps {
  purpose: "activate" | "reset" | "email";
  title: string;
  /** What a link that is used, expired, wrong or never made leads to. */
  over?: ReactNode;
  children: ReactNode;
}

/**
 * The page behind a mailed link. Its token stands after the #, so no proxy and no log sees it: the browser reads it and
 * asks whether it is good. Looking uses nothing up: a mail program may have looked first.
 */
export async function LinkPage({ purpose, title, over, children }: LinkPageProps) {
  const w = await getTranslations("words");
  const t = await getTranslations("entry.link");
  return (
    <EntryPage>
      <Faults of="entry">
        <LinkGate
          look={lookAtLink}
          purpose={purpose}
          title={title}
          texts={{ looking: t("checking"), again: w("tryAgain"), over: w("linkOver") }}
          over={over ?? <LinkOver />}
        >
          {children}
        </LinkGate>
      </Faults>
      <noscript>
        <p className="text-ink-2">{t("noScript")}</p>
      </noscript>
    </EntryPage>
  );
}

async function LinkOver() {
  const t = await getTranslations("entry.over");
  const forgot = await getTranslations("entry.forgot");
  return (
    <>
      <p className="text-ink-2">{t("text")}</p>
      <ButtonLink href="/reset" variant="primary" className="w-full" plainLink>
        {t("again")}
      </ButtonLink>
      <ButtonLink href="/sign-in" variant="ghost" plainLink>
        {forgot("back")}
      </ButtonLink>
    </>
  );
}
