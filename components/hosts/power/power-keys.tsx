import { useTranslations } from "next-intl";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { MenuItem } from "@/components/ui/overlay/menu";
import type { HostView } from "@/lib/hosts/host-view";
import { isForce } from "@/lib/operations/command-rules";
import { type AskedKind, keyOf, POWER_LOOKS, questionId } from "./power-looks";
import type { PowerControls } from "./use-power";

interface StartKeyProps {
  power: PowerControls;
  /** Id of the words that say why it is off. */
  whyId: string;
}

/** Starts the host at the first click, also before the page is hydrated; its sign alone, in a row. */
export function StartKey({ power, whyId }: StartKeyProps) {
  const t = useTranslations("operations.kind");
  const off = power.possible.start !== null;
  // The same button on and off, so that the focus stays on it.
  return (
    <AnswerForm {...power.form("start")}>
      <SubmitButton
        icon={POWER_LOOKS.start.icon}
        variant="ghost"
        aria-label={t("start")}
        aria-disabled={off || undefined}
        aria-describedby={off ? whyId : undefined}
      />
    </AnswerForm>
  );
}

interface AskKeyProps {
  host: HostView;
  power: PowerControls;
  kind: AskedKind;
}

/** Opens the question. */
export function AskKey({ host, power, kind }: AskKeyProps) {
  const t = useTranslations("operations.kind");
  const off = power.possible[kind] !== null;
  return (
    <DialogButton
      dialog={questionId(host.id, kind)}
      does="show-modal"
      icon={POWER_LOOKS[kind].icon}
      aria-disabled={off || undefined}
    >
      {t(kind)}
    </DialogButton>
  );
}

interface AskItemProps {
  power: PowerControls;
  kind: AskedKind;
  /** Its question isn't in the page until then. */
  ask: (kind: AskedKind) => void;
}

export function AskItem({ power, kind, ask }: AskItemProps) {
  const t = useTranslations("operations");
  const why = power.possible[kind];
  return (
    <MenuItem
      icon={POWER_LOOKS[kind].icon}
      kbd={keyOf(kind)}
      danger={isForce(kind)}
      note={isForce(kind) ? t(`hint.${kind}`) : undefined}
      blocked={why && t(`reason.${why}`)}
      onSelect={() => ask(kind)}
    >
      {t(`kind.${kind}`)}
    </MenuItem>
  );
}
