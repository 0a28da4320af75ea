import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import { Fold } from "@/components/ui/page/fold";
import { Count, type Sign, StateDot } from "@/components/ui/state";
import type { lockedOutAccounts } from "@/lib/fleet/locked-out";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { customerHref } from "../customer-link";
import { ReportTime } from "./report-time";
import { SettingNames } from "./setting-names";
import type { Check } from "./use-checks";

const SIGN: Record<Check["look"], Sign> = {
  bad: "failed",
  look: "attention",
  unknown: "unknown",
  good: "done",
};
/** What asks for something comes first. */
const ORDER: Check["look"][] = ["bad", "look", "unknown"];

interface AttentionProps {
  /** Those that don't pass. */
  checks: Check[];
  heldBack: ConnectionReport["mirror"]["heldBack"];
  /** Null for who may look but not accept. */
  accept: FormAction | null;
  lockedOut: Awaited<ReturnType<typeof lockedOutAccounts>>;
  zone: string | null;
}

/** What doesn't pass, each with what to do about it. */
export function Attention({ checks, heldBack, accept, lockedOut, zone }: AttentionProps) {
  const w = useTranslations("words");
  const t = useTranslations("connection");
  const nameOf = useCheckName();
  const { accounts, total } = lockedOut;
  return (
    <Card title={w("needsAttention")} meta={<Count>{checks.length}</Count>} flush>
      {checks
        .toSorted((a, b) => ORDER.indexOf(a.look) - ORDER.indexOf(b.look))
        .map((check) => (
          <Line
            key={check.name}
            name={check.name}
            look={check.look}
            title={nameOf(check)}
            text={<SettingNames text={check.said} />}
            value={check.value}
            end={
              check.name === "hostList" && heldBack && !heldBack.accepted ? (
                <Review heldBack={heldBack} accept={accept} zone={zone} />
              ) : null
            }
          />
        ))}
      {accounts.map(({ id, username, userId, reason, since }) => (
        <Line
          key={id}
          name="locked-out"
          look="look"
          title={t("lockedOut.title", { name: username })}
          text={[t("lockedOut.number", { number: userId ?? "–" }), t(`lockedOut.reason.${reason}`)].join(
            " · ",
          )}
          value={since ? <ReportTime zone={zone} iso={since} /> : null}
          end={userId ? <ButtonLink href={customerHref(userId)}>{w("openCustomer")}</ButtonLink> : null}
        />
      ))}
      {total > accounts.length ? (
        <p className="px-4 py-3 text-13 text-ink-2 md:px-5">
          {t("lockedOut.more", { shown: accounts.length, total })}
        </p>
      ) : null}
    </Card>
  );
}

interface LineProps {
  name: string;
  look: Check["look"];
  title: ReactNode;
  text: ReactNode;
  value: ReactNode;
  end: ReactNode;
}

const Line = ({ name, look, title, text, value, end }: LineProps) => (
  <div
    data-check={name}
    data-look={look}
    className="flex min-h-15 items-center gap-3 border-line border-b px-4 py-3 last:border-b-0 max-md:flex-wrap md:px-5"
  >
    <span className="grid w-4 shrink-0 place-items-center">
      <StateDot sign={SIGN[look]} />
    </span>
    <div className="flex min-w-0 flex-1 flex-col max-md:basis-60">
      <span className="font-medium">{title}</span>
      <span className="text-13 text-ink-2 wrap-anywhere">{text}</span>
    </div>
    <span className="text-13 text-ink-3 tabular-nums max-md:ml-7 max-md:min-w-0 md:shrink-0">{value}</span>
    {end}
  </div>
);

type ReviewProps = Pick<AttentionProps, "accept" | "zone"> & {
  heldBack: NonNullable<AttentionProps["heldBack"]>;
};

/** A list that is much shorter waits for a decision; the safe answer is the filled one. */
function Review({ heldBack: { rows, before, since }, accept, zone }: ReviewProps) {
  const t = useTranslations("connection.heldBack");
  const staffOverview = useTranslations("staff-overview");
  const w = useTranslations("words");
  const time = () => <ReportTime key="time" zone={zone} iso={since} />;
  const dialog = "held-back";
  return (
    <>
      <DialogButton dialog={dialog} does="show-modal">
        {staffOverview("review")}
      </DialogButton>
      <Dialog id={dialog} title={t("question")}>
        <p className="mt-1 mb-4 text-ink-2">
          {before === null ? t.rich("textUnknown", { time, rows }) : t.rich("text", { time, rows, before })}
        </p>
        <p className="mb-4 text-13 text-ink-2">{accept ? t("careful") : w("adminOnly")}</p>
        {accept ? (
          <Form
            action={accept}
            submit={t("accept")}
            variant="default"
            className="grid gap-4"
            keysClass="dialog-keys"
            beside={
              <DialogButton dialog={dialog} does="close" variant="primary">
                {t("keep")}
              </DialogButton>
            }
          />
        ) : (
          <div className="dialog-keys">
            <DialogButton dialog={dialog} does="close" variant="primary">
              {t("keep")}
            </DialogButton>
          </div>
        )}
      </Dialog>
    </>
  );
}

/** What is as it should be needs no sentence; open where nothing else is to be told. */
export function Passed({ checks, all }: { checks: Check[]; all: boolean }) {
  const t = useTranslations("connection");
  const nameOf = useCheckName();
  return (
    <div className="overflow-clip rounded-lg border border-line bg-card">
      <Fold open={all} title={t("passed", { count: checks.length })}>
        {checks.map((check) => (
          <div
            key={check.name}
            data-check={check.name}
            data-look="good"
            className="flex min-h-10 items-center gap-3 border-line border-t px-4 text-13 md:px-5"
          >
            <span className="grid w-4 place-items-center">
              <StateDot sign="done" />
            </span>
            <span className="min-w-0 flex-1">{nameOf(check)}</span>
            <span className="text-ink-3 tabular-nums">{check.value}</span>
          </div>
        ))}
      </Fold>
    </div>
  );
}

/** What it is called: a signature that is right but goes in clear is a matter of the transport. */
export function useCheckName(): (check: Check) => string {
  const t = useTranslations("connection.checks.name");
  return ({ name, look, paused }) =>
    t(name === "signature" && look === "look" ? "transport" : paused ? "paused" : name);
}
