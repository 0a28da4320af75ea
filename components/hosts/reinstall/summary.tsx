import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { useGap } from "@/components/ui/spacing";
import { hostPasswordFault } from "@/lib/hosts/access/host-password";
import type { ChosenSystem } from "@/lib/hosts/reinstall/asked-choice";
import { Card } from "../../ui/card";
import { useBlockedWhy } from "../network/use-blocked-why";
import type { HostOperation } from "../operate/use-host-operation";
import { useDay } from "./use-day";
import "@/components/ui/form/field.css";

interface SummaryProps {
  chosen: ChosenSystem | null;
  /** Whether there are systems isn't known. */
  isUnread: boolean;
  /** Size of the data disk; null where it isn't told, 0 where there is none. */
  dataGb: number | null;
  password: string;
  /** The customer's day, while it is still to come. */
  tooEarly: string | null;
  operation: HostOperation;
}

/** What the choice comes to, what is lost by it, and the key that asks. */
export function Summary({ dataGb, ...props }: SummaryProps) {
  const { chosen, password, operation } = props;
  const t = useTranslations("reinstall.summary");
  const { name } = operation.host;
  const why = useWhyNot(props);
  const lost = useLost(chosen, dataGb);
  const dialog = `ask-reinstall-${operation.host.id}`;
  return (
    <>
      <Card title={t("title", { name })}>
        {chosen ? (
          <>
            <p className="text-ink-2">{t(chosen.disks, { system: chosen.name })}</p>
            <ul className="lost-lines">
              {lost.map((line) => (
                <li key={line}>
                  <Icon name="cross" />
                  <span>{line}</span>
                </li>
              ))}
            </ul>
            <p className="text-ink-2 text-13">{t("safe")}</p>
          </>
        ) : null}
        <div className="summary-key">
          {why.off ? (
            <Button variant="danger" aria-disabled="true" aria-describedby={why.id}>
              {t("go")}
            </Button>
          ) : (
            <DialogButton variant="danger" dialog={dialog} does="show-modal">
              {t("go")}
            </DialogButton>
          )}
          {why.line}
        </div>
      </Card>
      {chosen && !why.off ? (
        <Question id={dialog} chosen={chosen} lost={lost} password={password} operation={operation} />
      ) : null}
    </>
  );
}

function useWhyNot({ chosen, isUnread, password, tooEarly, operation }: Omit<SummaryProps, "dataGb">) {
  const t = useTranslations("reinstall");
  const day = useDay();
  const isWeak = password !== "" && hostPasswordFault(password, null) !== null;
  const more = tooEarly
    ? t("limits.until", { day: day(tooEarly) })
    : chosen === null
      ? t(isUnread ? "summary.unread" : "summary.none")
      : isWeak
        ? t("summary.weak")
        : null;
  return useBlockedWhy(operation, "reinstall", more);
}

function useLost(chosen: ChosenSystem | null, dataGb: number | null): string[] {
  const t = useTranslations("reinstall.summary");
  const all = dataGb ? t("lostAllOf", { gb: dataGb }) : t("lostAll");
  // A host with one disk loses the same either way.
  const losesMore = chosen?.disks === "all" && dataGb !== 0;
  return [losesMore ? all : t("lostSystem"), t("lostPrograms"), t("lostTime")];
}

interface QuestionProps {
  id: string;
  chosen: ChosenSystem;
  lost: string[];
  password: string;
  operation: HostOperation;
}

function Question({ id, chosen, lost, password, operation }: QuestionProps) {
  const t = useTranslations("reinstall");
  const { host, form } = operation;
  const { name } = host;
  const gap = useGap();
  return (
    <ConfirmDialog
      id={id}
      title={t(chosen.disks === "all" ? "ask.titleAll" : "ask.title", { name })}
      text={[
        t(`summary.${chosen.disks}`, { system: chosen.name }),
        ...(password === "" ? [] : [t("ask.password")]),
      ].join(gap)}
      lost={lost}
      confirm={t("summary.go")}
      cancel={t("ask.cancel")}
      danger
      typed={{ label: t("ask.typed", { name }), expected: name }}
      {...form("reinstall", { image: chosen.imageId, disks: chosen.disks, password })}
    />
  );
}
