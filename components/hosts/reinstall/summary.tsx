import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Effects } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { useGap } from "@/components/ui/spacing";
import { hostPasswordFault } from "@/lib/hosts/access/host-password";
import type { ChosenSystem } from "@/lib/hosts/reinstall/asked-choice";
import type { ReinstallView } from "@/lib/hosts/reinstall/reinstall-view";
import { Card } from "../../ui/card";
import { useBlockedWhy } from "../network/use-blocked-why";
import type { HostOperation } from "../operate/use-host-operation";
import { useUsed } from "./limits";
import { useDay } from "./use-day";

interface SummaryProps {
  view: ReinstallView;
  chosen: ChosenSystem | null;
  password: string;
  operation: HostOperation;
}

/** What the choice comes to, what is lost by it and what stays, and the key that asks. */
export function Summary(props: SummaryProps) {
  const { view, chosen, password, operation } = props;
  const w = useTranslations("words");
  const t = useTranslations("reinstall.summary");
  const gap = useGap();
  const { name } = operation.host;
  const why = useWhyNot(props);
  const effects = useEffects(view, chosen);
  const used = useUsed(view.limits);
  const dialog = `ask-reinstall-${operation.host.id}`;
  const key = { variant: "danger", size: "lg", className: "w-full" } as const;
  return (
    <>
      <Card title={chosen ? t(chosen.disks, { system: chosen.name }) : t("title", { name })}>
        {chosen ? <Effects {...effects} /> : null}
        <div className="flex flex-col gap-2" data-reinstall="">
          {why.off ? (
            <Button {...key} aria-disabled="true" aria-describedby={why.id}>
              {w("reinstall")}
            </Button>
          ) : (
            <DialogButton {...key} dialog={dialog} does="show-modal">
              {w("reinstall")}
            </DialogButton>
          )}
          {why.line}
          <p className="text-12 text-ink-3">{[t("offline", { name }), ...used].join(gap)}</p>
        </div>
      </Card>
      {chosen && !why.off ? (
        <Question id={dialog} chosen={chosen} effects={effects} password={password} operation={operation} />
      ) : null}
    </>
  );
}

function useWhyNot({ view: { choices, limits }, chosen, password, operation }: SummaryProps) {
  const t = useTranslations("reinstall");
  const day = useDay();
  const isWeak = password !== "" && hostPasswordFault(password, null) !== null;
  const more = limits.notBefore
    ? t("limits.until", { day: day(limits.notBefore) })
    : chosen === null
      ? t(choices.ok ? "list.empty" : "summary.unread")
      : isWeak
        ? t("summary.weak")
        : null;
  return useBlockedWhy(operation, "reinstall", more);
}

/** A line each. */
interface Effect {
  lost: string[];
  kept: string[];
}

function useEffects({ sizes: { data } }: ReinstallView, chosen: ChosenSystem | null): Effect {
  const t = useTranslations("reinstall.summary");
  // A host with one disk loses the same either way.
  const losesMore = chosen?.disks === "all" && data !== 0;
  const all = data ? t("lostAllOf", { gb: data }) : t("lostAll");
  const stays = data ? [t("keptDataOf", { gb: data })] : data === null ? [t("keptData")] : [];
  return {
    lost: [losesMore ? all : t("lostSystem"), t("lostSnapshots")],
    kept: [...(losesMore ? [] : stays), t("keptRest")],
  };
}

interface QuestionProps {
  id: string;
  chosen: ChosenSystem;
  effects: Effect;
  password: string;
  operation: HostOperation;
}

function Question({ id, chosen, effects, password, operation }: QuestionProps) {
  const w = useTranslations("words");
  const t = useTranslations("reinstall");
  const { host, form } = operation;
  const { name } = host;
  const gap = useGap();
  return (
    <ConfirmDialog
      id={id}
      title={t(chosen.disks === "all" ? "ask.titleAll" : "ask.title", { name, system: chosen.name })}
      text={[t("ask.text"), ...(password === "" ? [] : [t("ask.password")])].join(gap)}
      {...effects}
      confirm={w("reinstall")}
      danger
      typed={{ label: w("typeToConfirm", { name }), expected: name }}
      {...form("reinstall", { image: chosen.imageId, disks: chosen.disks, password })}
    />
  );
}
