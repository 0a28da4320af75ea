import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { signOfOperation } from "@/components/hosts/operate/operation-mark";
import { useStepWord } from "@/components/hosts/operate/operation-words";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { Rows, Section } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { Link } from "@/components/ui/link";
import { Drawer } from "@/components/ui/overlay/drawer";
import { CodeBlock } from "@/components/ui/page/code-block";
import { DescriptionList } from "@/components/ui/page/facts";
import { Fold } from "@/components/ui/page/fold";
import { Steps } from "@/components/ui/page/steps";
import { Badge } from "@/components/ui/state";
import type { LedgerDetail } from "@/lib/fleet/operations/one-operation";
import { isInProgress, OPERATION_STEPS } from "@/lib/operations/operation-view";
import { CustomerLink } from "../customer-link";
import { HostLink } from "../host-link";
import { useAgo } from "../use-ago";
import { useNotSentNote, useOutcomeWord, useTook, useWhat } from "./operation-words";

interface OperationDrawerProps {
  detail: LedgerDetail;
  /** What the customer is called whose host it was then. */
  customer: string;
  zone: string | null;
  /** The list without it. */
  close: string;
  /** Ends the wait for it; null for who may look alone. */
  release: FormAction | null;
}

/** All that the ledger holds of one operation. */
export function OperationDrawer({ detail, customer, zone, close, release }: OperationDrawerProps) {
  const t = useTranslations("fleet-operations");
  const w = useTranslations("words");
  const what = useWhat();
  const outcomeWord = useOutcomeWord();
  const took = useTook();
  const now = useNow();
  const { operation, vmId, hostName, owner, releasableFrom } = detail;
  const { outcome, startedAt, endedAt } = operation;
  const going = isInProgress(outcome);
  const isReleasable = releasableFrom !== null && Date.parse(releasableFrom) <= now.getTime();
  return (
    <Drawer
      title={what(operation)}
      badge={
        <Badge sign={signOfOperation(operation)}>
          <span data-outcome={outcome}>{outcomeWord(operation)}</span>
        </Badge>
      }
      facts={[
        vmId === null ? hostName : <HostLink key="host" vmId={vmId} name={hostName} />,
        <CustomerLink key="customer" userId={owner} name={customer} />,
        going
          ? t("explained.so-far", { time: took(startedAt, now.toISOString()) })
          : endedAt && t("explained.took", { time: took(startedAt, endedAt) }),
      ]}
      close={close}
      actions={
        vmId === null ? null : (
          <ButtonLink href={`/admin/activity?source=operations&host=${vmId}`}>
            {t("detail.againOn", { name: hostName ?? vmId })}
          </ButtonLink>
        )
      }
    >
      <Steps steps={useSteps(detail, zone)} />
      <DescriptionList
        facts={[
          [
            t("detail.superseded"),
            detail.supersededBy && (
              <Link href={`/admin/activity?open=${detail.supersededBy}`} stay>
                {w("openOperation")}
              </Link>
            ),
          ],
          [w("viewingAsCustomer"), detail.view?.customerName],
          [t("detail.token"), detail.token],
        ]}
      />
      <Raw detail={detail} />
      {isReleasable && vmId !== null ? <Release operation={operation} vmId={vmId} release={release} /> : null}
      {going ? <RefreshWhile /> : null}
    </Drawer>
  );
}

/** As it stands in the ledger; without secrets. */
function Raw({ detail: { evidence, notes, params } }: Pick<OperationDrawerProps, "detail">) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-operations.detail");
  const parts = [
    [t("params"), params],
    [t("evidence"), evidence],
    [t("notes"), notes],
  ] as const;
  return parts.some(([, json]) => json !== null) ? (
    <Rows className="shrink-0">
      {parts.map(([title, json]) =>
        json === null ? null : (
          <Fold key={title} title={title}>
            <div className="px-4 pb-4">
              <CodeBlock text={json} copyLabel={w("copy")} />
            </div>
          </Fold>
        ),
      )}
    </Rows>
  ) : null;
}

/** For what hangs, or waits for its host: ends the wait, and nothing else. */
function Release({
  operation: { id, waiting },
  vmId,
  release,
}: Pick<LedgerDetail, "operation"> & { vmId: string } & Pick<OperationDrawerProps, "release">) {
  const w = useTranslations("words");
  const t = useTranslations("fleet-operations.release");
  return (
    <Section
      title={w("stopWaiting")}
      text={t(release === null ? "adminOnly" : waiting ? "waitingText" : "text")}
    >
      {release === null ? null : (
        <Form action={release} submit={w("stopWaiting")} variant="danger">
          <input type="hidden" name="operationId" value={id} />
          <input type="hidden" name="vmId" value={vmId} />
          <TextField name="reason" label={w("reason")} required minLength={3} maxLength={200} />
        </Form>
      )}
    </Section>
  );
}

/** What happened to it, step by step, and what it waits for. */
function useSteps(detail: LedgerDetail, zone: string | null): Parameters<typeof Steps>[0]["steps"] {
  const t = useTranslations("fleet-operations");
  const outcomeWord = useOutcomeWord();
  const ending = useEnding(detail);
  const asked = useAsked(detail);
  const waiting = useWaiting(detail, zone);
  const { operation, moments } = detail;
  const texts: Partial<Record<string, ReactNode>> = {
    asked,
    checking: t("explained.checking"),
    ended: ending,
  };
  const done = moments.map(({ name, at }) => ({
    key: name,
    state: name === "ended" && operation.outcome !== "done" ? ("next" as const) : ("done" as const),
    title: <Step title={name === "ended" ? outcomeWord(operation) : t(`moment.${name}`)}>{texts[name]}</Step>,
    note: <OwnTime iso={at} zone={zone} precise />,
  }));
  return waiting ? [...done, { key: "waiting", state: "now", title: waiting }] : done;
}

const Step = ({ title, children }: { title: string; children: ReactNode }) => (
  <>
    {title}
    {children ? <span className="block font-normal text-13 text-ink-2 wrap-anywhere">{children}</span> : null}
  </>
);

function useWaiting({ operation, limitAt, releasableFrom }: LedgerDetail, zone: string | null) {
  const t = useTranslations("fleet-operations");
  const ago = useAgo();
  const now = useNow().getTime();
  const steps = useStepWord();
  const step = operation.steps.at(-1);
  // The last is the end itself, and not every system is given a password.
  const names = OPERATION_STEPS.filter(
    (name) => name !== "done" && (name !== "password" || step?.name === name),
  );
  const place = { at: step ? names.indexOf(step.name) + 1 : 0, all: names.length };
  const title = operation.waiting
    ? steps(operation.kind, "waiting")
    : step
      ? steps(operation.kind, step.name)
      : t("moment.waiting");
  return releasableFrom === null ? null : (
    <Step title={title}>
      {step ? <span className="block">{t("explained.now", place)}</span> : null}
      {limitAt
        ? t.rich(operation.waiting ? "explained.turn" : "explained.limit", {
            time: () => <OwnTime iso={limitAt} zone={zone} />,
          })
        : t("explained.open")}
      {releasableFrom !== null && Date.parse(releasableFrom) > now ? (
        <span className="block">{t("release.notYet", { time: ago(releasableFrom) })}</span>
      ) : null}
    </Step>
  );
}

function useAsked({ actorName, actorRole, viewing, view, cause }: LedgerDetail): string {
  const t = useTranslations("fleet-operations");
  const causes = useTranslations("activity.cause");
  const w = useTranslations("words");
  const who = actorRole === "customer" ? actorName : t("actor.staffNamed", { name: actorName });
  const parts = [
    t(cause ? "explained.opener" : "explained.asked", { name: who }),
    viewing ? w("viewingAsCustomer") : null,
    view ? `“${view.reason}”` : null,
    cause ? causes(cause) : null,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Why it ended as it did, in RStack's words where it said some. */
function useEnding({ operation, faultDetail, released }: LedgerDetail): string | null {
  const note = useNotSentNote();
  const t = useTranslations("fleet-operations");
  if (released) {
    return t("explained.released", { name: released.by, reason: released.reason });
  }
  return operation.refusal !== null
    ? t("said", { text: operation.refusal })
    : (note(operation) ?? operation.notSentCause ?? faultDetail);
}
