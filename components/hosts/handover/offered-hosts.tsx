"use client";

import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { NoticeLine, type NoticeTone } from "@/components/ui/notice-line";
import { showToast } from "@/components/ui/overlay/toast";
import { DescriptionList } from "@/components/ui/page/facts";
import type { OfferedHost, OfferedState } from "@/lib/fleet/handover/offered";

interface OfferedHostsProps {
  offers: readonly OfferedHost[];
  zone: string | null;
  /** The provider's name. */
  provider: string;
  actions: { accept: FormAction; decline: FormAction };
}

/** Each host that somebody offers, with what comes along, and what became of those that were accepted. */
export function OfferedHosts({ offers, zone, provider, actions }: OfferedHostsProps) {
  const t = useTranslations("handover");
  return (
    <ul className="grid gap-4">
      {offers.map((offer) => (
        <li key={offer.id} data-host={offer.hostId} data-offer={offer.state}>
          <Card
            title={offer.name}
            foot={
              offer.state === "waiting" ? (
                <Answer offer={offer} provider={provider} actions={actions} />
              ) : offer.state === "done" ? (
                <Taken offer={offer} />
              ) : null
            }
          >
            <p className="text-13 text-ink-2">
              {offer.state === "waiting"
                ? t.rich("from", {
                    name: offer.from,
                    time: () => <OwnTime iso={offer.expiresAt} zone={zone} />,
                  })
                : t("fromName", { name: offer.from })}
            </p>
            <Comes offer={offer} />
            {offer.state === "waiting" ? null : <Became state={offer.state} provider={provider} />}
          </Card>
        </li>
      ))}
    </ul>
  );
}

function Comes({ offer }: { offer: OfferedHost }) {
  const w = useTranslations("words");
  const t = useTranslations("handover");
  const { cpuCores: cores, memoryMb, usedGb, limitGb, domains } = offer;
  return (
    <DescriptionList
      className="my-3"
      facts={[
        [w("plan"), offer.plan],
        [
          w("size"),
          cores && memoryMb ? t("sizeValue", { cores, memory: Math.round(memoryMb / 102.4) / 10 }) : null,
        ],
        [w("region"), offer.region],
        [
          w("traffic"),
          usedGb === null
            ? null
            : limitGb
              ? `${usedGb} / ${w("valueGb", { value: limitGb })}`
              : w("valueGb", { value: usedGb }),
        ],
        [w("domains"), domains.join(", ")],
      ]}
    />
  );
}

const TONES: Record<Exclude<OfferedState, "waiting">, NoticeTone> = {
  ...{ going: "busy", done: "run", unsure: "alert", failed: "alert" },
};

function Became({ state, provider }: { state: Exclude<OfferedState, "waiting">; provider: string }) {
  const t = useTranslations("handover");
  return (
    <NoticeLine tone={TONES[state]} role="status">
      {t(`state.${state}`, { provider })}
      {state === "going" ? <RefreshWhile slower /> : null}
    </NoticeLine>
  );
}

function Answer({
  offer,
  provider,
  actions,
}: { offer: OfferedHost } & Pick<OfferedHostsProps, "provider" | "actions">) {
  const w = useTranslations("words");
  const t = useTranslations("handover");
  const hidden = { offer: offer.id };
  const domains = offer.domains.join(", ") || "none";
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Form
        action={actions.accept}
        hidden={hidden}
        submit={w("accept")}
        variant="primary"
        question={{
          title: t("sure", { host: offer.name }),
          text: t("sureText", { domains, provider }),
        }}
      />
      <Form
        action={actions.decline}
        hidden={hidden}
        submit={w("decline")}
        onDone={() => showToast({ sign: "done", text: w("declined") })}
      />
    </div>
  );
}

/** Leads to a new password: the one that there is, another person knows. */
function Taken({ offer: { hostId, needsPassword } }: { offer: OfferedHost }) {
  const w = useTranslations("words");
  const t = useTranslations("handover");
  return needsPassword ? (
    <>
      <span className="min-w-0 flex-1">{t("password")}</span>
      <ButtonLink href={`/hosts/${hostId}/settings#reset-password`} variant="primary">
        {w("resetPassword")}
      </ButtonLink>
    </>
  ) : (
    <ButtonLink href={`/hosts/${hostId}`}>{w("openHost")}</ButtonLink>
  );
}
