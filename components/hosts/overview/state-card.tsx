import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, use, useEffect, useState } from "react";
import type { IconName } from "@/components/ui/icon";
import { KeyLink } from "@/components/ui/key-link";
import { useGap } from "@/components/ui/spacing";
import type { HostView } from "@/lib/hosts/host-view";
import { POWER_KINDS, powerRulesOf } from "@/lib/operations/command-rules";
import { fillLink } from "@/lib/provider/fill-link";
import { useNextSteps } from "../operate/next-step";
import { useTimes } from "../time/use-times";
import type { ExplainedState } from "./overview";
import { Way } from "./way";

/** What an off host can be used for. */
/** The one that may come late is the last: nothing moves under a finger. */
const WHILE_OFF = [
  { what: "boot", page: "/media", icon: "disc" },
  { what: "newSystem", page: "/reinstall", icon: "again" },
  { what: "snapshot", page: "/snapshots", icon: "clock" },
] as const satisfies { what: string; page: string; icon: IconName }[];

interface StateCardProps {
  host: HostView;
  state: ExplainedState;
  /** Whether there is a snapshot to go back to. */
  canRestore: Promise<boolean>;
}

/** Stands in place of the figures that a host in this state doesn't have. */
export function StateCard({ host, state, canRestore }: StateCardProps) {
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
      {state === "off" ? (
        <WhileOff vmId={host.id} canRestore={canRestore} />
      ) : (
        <Ways host={host} state={state} />
      )}
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
  POWER_KINDS.some((kind) => kind === operation.kind && powerRulesOf(kind).to === "off");

function WhileOff({ vmId, canRestore }: { vmId: string } & Pick<StateCardProps, "canRestore">) {
  const t = useTranslations("host.stateCard.off");
  return (
    <ul className="state-steps">
      {WHILE_OFF.map(({ what, page, icon }) => {
        const way = (
          <Way key={what} icon={icon} title={t(`${what}.title`)} text={t(`${what}.text`)}>
            <KeyLink href={`/hosts/${vmId}${page}`}>{t(`${what}.key`)}</KeyLink>
          </Way>
        );
        return what === "snapshot" ? (
          <Suspense key={what} fallback={null}>
            <If true={canRestore}>{way}</If>
          </Suspense>
        ) : (
          way
        );
      })}
    </ul>
  );
}

const If = ({ true: known, children }: { true: Promise<boolean>; children: ReactNode }) =>
  use(known) ? children : null;

/** Whom to ask in these states, and where to see what came before. */
const HELPED: ReadonlySet<ExplainedState> = new Set([
  "paused",
  "saved",
  "suspended",
  "out-of-traffic",
  "locked",
  "unknown",
]);

/** What helps in this state; the provider's own pages where they gave a link. */
function Ways({ host: { id, operation }, state }: { host: HostView; state: ExplainedState }) {
  const t = useTranslations("host.stateCard.way");
  const { pay, order, support, customer, provider } = useNextSteps();
  const isUnknown = state === "unknown";
  if (!HELPED.has(state) || (isUnknown && !support)) {
    return null;
  }
  const payAt = state === "suspended" && pay ? fillLink(pay, { customer, host: id }) : null;
  const ways = [
    { what: "pay", icon: "external", href: payAt, outside: true },
    { what: "order", icon: "plus", href: state === "out-of-traffic" ? order : null, outside: true },
    { what: "support", icon: "mail", href: support, outside: true },
    {
      what: "history",
      icon: "list",
      href: isUnknown || !operation ? null : `/hosts/${id}/activity`,
      outside: false,
    },
  ] as const;
  return (
    <ul className="state-steps">
      {ways.map(({ what, icon, href, outside }) =>
        href ? (
          <Way
            key={what}
            icon={icon}
            title={t(`${what}.title`, { provider, state })}
            text={t(`${what}.text`, { provider, id })}
          >
            <KeyLink
              href={href}
              plainLink={outside}
              variant={
                what === "pay" || what === "order" || (what === "support" && state === "locked")
                  ? "accent"
                  : "key"
              }
            >
              {t(`${what}.key`)}
            </KeyLink>
          </Way>
        ) : null,
      )}
    </ul>
  );
}
