import { useTranslations } from "next-intl";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Icon } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import { DialogKey } from "@/components/ui/overlay/dialog";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import type { HostView } from "@/lib/hosts/host-view";
import { isForce, type PowerKind } from "@/lib/operations/command-rules";
import { type AskedKind, asksFirst, FORCE_KINDS, POWER_LOOKS, questionId, WAY_OUT } from "./power-looks";
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
}

/** The key of one power command: it asks first, or acts at the first click. */
export const PowerKey = ({ kind, ...props }: KindKeyProps<PowerKind>) =>
  asksFirst(kind) ? <AskKey kind={kind} {...props} /> : <ActKey kind={kind} {...props} />;

/** Acts also before the page is hydrated. */
function ActKey({ power, whyId, kind, accent }: KindKeyProps<PowerKind>) {
  const t = useTranslations("operations.kind");
  const off = power.possible[kind] !== null;
  // The same button on and off, so that the focus stays on it.
  return (
    <AnswerForm {...power.form(kind)}>
      <SubmitKey
        icon={POWER_LOOKS[kind].icon}
        variant={accent && !off ? "accent" : "key"}
        className="w-full"
        aria-disabled={off || undefined}
        aria-describedby={off ? whyId : undefined}
      >
        {t(kind)}
      </SubmitKey>
    </AnswerForm>
  );
}

/** Opens the question. */
export function AskKey({ host, power, whyId, kind }: KindKeyProps<AskedKind>) {
  const t = useTranslations("operations.kind");
  const off = power.possible[kind] !== null;
  return (
    <DialogKey
      dialog={questionId(host.id, kind)}
      does="show-modal"
      icon={POWER_LOOKS[kind].icon}
      aria-disabled={off || undefined}
      aria-describedby={off ? whyId : undefined}
    >
      {t(kind)}
    </DialogKey>
  );
}

interface ForceMenuProps extends Omit<PowerKeyProps, "host"> {
  ask: (kind: AskedKind) => void;
  phone?: boolean;
}

/** Behind one more step than the everyday, and each says what it does where it is chosen. */
export function ForceMenu({ power, whyId, ask, phone }: ForceMenuProps) {
  const t = useTranslations("operations");
  const guarded = FORCE_KINDS.some((kind) => power.possible[kind] === "protected");
  // Of a protected host the menu says why: the words beside the keys are about the everyday ones.
  if (FORCE_KINDS.every((kind) => power.possible[kind] && power.possible[kind] !== "protected")) {
    return (
      <Key aria-disabled aria-describedby={whyId}>
        {t("force")}
        <Icon name="chevron-down" small />
      </Key>
    );
  }
  return (
    <Menu
      label={null}
      // Flat where nothing behind it can be pressed: it opens to say why.
      triggerClass={`key ${phone ? "key-force " : ""}${guarded ? "" : "key-plain"} ${guarded ? "key-off border-line text-ink-3 shadow-none" : ""}`}
      late
      trigger={
        <>
          {t("force")}
          <Icon name="chevron-down" small />
        </>
      }
    >
      {FORCE_KINDS.map((kind) =>
        // While the system inside doesn't react, the strip below the head offers it: once is enough.
        power.inProgress?.notReacting && kind === WAY_OUT ? null : (
          <AskItem key={kind} power={power} kind={kind} ask={ask} />
        ),
      )}
    </Menu>
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
      danger={isForce(kind)}
      note={isForce(kind) ? t(`hint.${kind}`) : undefined}
      blocked={why && t(`reason.${why}`)}
      onSelect={() => ask(kind)}
    >
      {t(`kind.${kind}`)}
    </MenuItem>
  );
}
