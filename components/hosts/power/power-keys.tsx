import { useTranslations } from "next-intl";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { MenuItem } from "@/components/ui/overlay/menu";
import type { HostView } from "@/lib/hosts/host-view";
import { isForce, type PowerKind } from "@/lib/operations/command-rules";
import { type AskedKind, asksFirst, keyOf, POWER_LOOKS, questionId } from "./power-looks";
import type { PowerControls } from "./use-power";

export interface PowerKeyProps {
  host: HostView;
  power: PowerControls;
  /** Id of the words that say why a key is off. */
  whyId?: string;
}

interface KindKeyProps<K extends PowerKind> extends PowerKeyProps {
  kind: K;
  /** The one key to press where it can be pressed; of those that act at once. */
  accent?: boolean;
  /** Its sign alone, in a row. */
  bare?: boolean;
}

/** The key of one power command: it asks first, or acts at the first click. */
export const PowerKey = ({ kind, ...props }: KindKeyProps<PowerKind>) =>
  asksFirst(kind) ? <AskKey kind={kind} {...props} /> : <ActKey kind={kind} {...props} />;

/** Acts also before the page is hydrated. */
function ActKey({ power, whyId, kind, accent, bare }: KindKeyProps<PowerKind>) {
  const t = useTranslations("operations.kind");
  const off = power.possible[kind] !== null;
  // The same button on and off, so that the focus stays on it.
  return (
    <AnswerForm {...power.form(kind)}>
      <SubmitButton
        icon={POWER_LOOKS[kind].icon}
        variant={bare ? "ghost" : accent && !off ? "primary" : "default"}
        className={bare ? undefined : "w-full"}
        aria-label={bare ? t(kind) : undefined}
        aria-disabled={off || undefined}
        aria-describedby={off ? whyId : undefined}
      >
        {bare ? null : t(kind)}
      </SubmitButton>
    </AnswerForm>
  );
}

/** Opens the question. */
export function AskKey({ host, power, whyId, kind }: KindKeyProps<AskedKind>) {
  const t = useTranslations("operations.kind");
  const off = power.possible[kind] !== null;
  return (
    <DialogButton
      dialog={questionId(host.id, kind)}
      does="show-modal"
      icon={POWER_LOOKS[kind].icon}
      aria-disabled={off || undefined}
      aria-describedby={off ? whyId : undefined}
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
