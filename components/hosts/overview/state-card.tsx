import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Icon, type IconName } from "@/components/ui/icon";
import { KeyLink } from "@/components/ui/key-link";
import { useGap } from "@/components/ui/use-gap";
import type { HostView } from "@/lib/hosts/host-view";
import { fillLink } from "@/lib/provider/fill-link";
import { useNextSteps } from "../operate/next-step";
import { useTimes } from "../time/use-times";
import type { ExplainedState } from "./overview";

/** What an off host can be used for. */
const WHILE_OFF = [
  { what: "snapshot", page: "/snapshots", icon: "clock" },
  { what: "boot", page: "/media", icon: "disc" },
  { what: "newSystem", page: "/reinstall", icon: "again" },
] as const satisfies { what: string; page: string; icon: IconName }[];

/** Stands in place of the figures that a host in this state doesn't have. */
export function StateCard({ host, state }: { host: HostView; state: ExplainedState }) {
  const t = useTranslations("host.stateCard");
  const times = useTimes();
  const gap = useGap();
  const { provider } = useNextSteps();
  const { resetAt } = host.traffic;
  const isLate = useLate();
  if (state === "unknown" && !isLate) {
    return null;
  }
  return (
    <section className="card state-card" data-state-card={state}>
      <h3>{stoppedByViewer(host) ? t("off.titleByYou") : t(`${state}.title`, { provider })}</h3>
      <p>
        {t(`${state}.text`, { provider })}
        {state === "out-of-traffic" && resetAt ? (
          <>
            {gap}
            {t("untilReset", { date: times.date(resetAt) })}
          </>
        ) : null}
      </p>
      {state === "off" ? <WhileOff vmId={host.id} /> : <Ways host={host} state={state} />}
    </section>
  );
}

/** True four seconds after the page was opened: a first reading takes a second or two and needs no explanation. */
function useLate(): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), 4_000);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
}

const stoppedByViewer = ({ state, operation }: HostView): boolean =>
  state === "off" &&
  operation?.byViewer === true &&
  operation.outcome === "done" &&
  (operation.kind === "stop" || operation.kind === "force-stop");

function WhileOff({ vmId }: { vmId: string }) {
  const t = useTranslations("host.stateCard.off");
  return (
    <ul className="state-steps">
      {WHILE_OFF.map(({ what, page, icon }) => (
        <li key={what}>
          <Icon name={icon} />
          <span>
            <b>{t(`${what}.title`)}</b>
            <small>{t(`${what}.text`)}</small>
          </span>
          <KeyLink href={`/hosts/${vmId}${page}`}>{t(`${what}.key`)}</KeyLink>
        </li>
      ))}
    </ul>
  );
}

/** The provider's links that help in this state; nothing where they set none. */
function Ways({ host, state }: { host: HostView; state: ExplainedState }) {
  const t = useTranslations("host.stateCard");
  const { pay, order, support, customer } = useNextSteps();
  const first =
    state === "suspended" && pay
      ? { href: fillLink(pay, { customer, host: host.id }), text: t("pay") }
      : state === "out-of-traffic" && order
        ? { href: order, text: t("order") }
        : null;
  const helps = support && (state === "suspended" || state === "out-of-traffic" || state === "locked");
  return first || helps ? (
    <div className="mt-4 flex flex-wrap gap-3">
      {first ? (
        <KeyLink href={first.href} plainLink variant="accent">
          {first.text}
        </KeyLink>
      ) : null}
      {helps ? (
        <KeyLink href={support} plainLink variant={first ? "plain" : "key"}>
          {t("support")}
        </KeyLink>
      ) : null}
    </div>
  ) : null;
}
