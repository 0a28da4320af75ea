import { useTranslations } from "next-intl";
import { openDialog } from "@/components/ui/dialog";
import { Icon, type IconName } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SubmitKey } from "@/components/ui/submit-key";
import type { HostView } from "@/lib/hosts/host-view";
import { HostFields } from "../host-fields";
import { type AskedKind, questionId } from "./power-question";
import type { PowerControls } from "./use-power";

export interface PowerKeyProps {
  host: HostView;
  power: PowerControls;
  /** Id of the words that say why a key is off. */
  whyId?: string;
}

/** Acts at the first click, also before the page is hydrated. */
export function StartKey({ host, power, whyId, accent }: PowerKeyProps & { accent?: boolean }) {
  const t = useTranslations("operations.kind");
  const off = power.possible.start !== null;
  // The same button on and off, so that the focus stays on it.
  return (
    <form action={power.submit}>
      <HostFields vmId={host.id} kind="start" result={power.result} />
      <SubmitKey
        icon="start"
        variant={accent && !off ? "accent" : "key"}
        className="w-full"
        aria-disabled={off || undefined}
        aria-describedby={off ? whyId : undefined}
      >
        {t("start")}
      </SubmitKey>
    </form>
  );
}

const ICON: Record<AskedKind, IconName> = {
  restart: "restart",
  stop: "stop",
  "force-restart": "bolt",
  "force-stop": "stop",
};

/** Opens the question; by the browser's own invoker commands where it has them, so also before hydration. */
export function AskKey({ host, power, whyId, kind }: PowerKeyProps & { kind: AskedKind }) {
  const t = useTranslations("operations.kind");
  const off = power.possible[kind] !== null;
  const question = questionId(host.id, kind);
  const native = off ? {} : { command: "show-modal", commandfor: question };
  return (
    <Key
      icon={ICON[kind]}
      aria-disabled={off || undefined}
      aria-describedby={off ? whyId : undefined}
      {...native}
      onClick={() => {
        if (!off && !("commandForElement" in HTMLButtonElement.prototype)) {
          openDialog(question);
        }
      }}
    >
      {t(kind)}
    </Key>
  );
}

/** Behind one more step than the everyday, and each says what it does where it is chosen. */
export function ForceMenu({ host, power, whyId, phone }: PowerKeyProps & { phone?: boolean }) {
  const t = useTranslations("operations");
  if (power.possible["force-stop"] && power.possible["force-restart"]) {
    return (
      <Key
        variant={phone ? "key" : "plain"}
        icon={phone ? "bolt" : undefined}
        aria-label={phone ? t("force") : undefined}
        aria-disabled
        aria-describedby={whyId}
      >
        {phone ? null : t("force")}
      </Key>
    );
  }
  return (
    <Menu
      label={phone ? t("force") : null}
      triggerClass={phone ? "key key-icon" : "key key-plain"}
      start
      trigger={
        phone ? (
          <Icon name="bolt" />
        ) : (
          <>
            {t("force")}
            <Icon name="chevron-down" small />
          </>
        )
      }
    >
      <AskItem host={host} power={power} kind="force-restart" />
      {/* While the system inside doesn't react, the strip below the head offers it: once is enough. */}
      {power.inProgress?.notReacting ? null : <AskItem host={host} power={power} kind="force-stop" />}
    </Menu>
  );
}

interface AskItemProps {
  host: HostView;
  power: PowerControls;
  kind: AskedKind;
  /** Where the question isn't in the page until it is asked. */
  ask?: (kind: AskedKind) => void;
}

export function AskItem({ host, power, kind, ask }: AskItemProps) {
  const t = useTranslations("operations");
  const why = power.possible[kind];
  const force = kind === "force-restart" || kind === "force-stop";
  return (
    <MenuItem
      icon={ICON[kind]}
      danger={force}
      note={force ? t(`hint.${kind}`) : undefined}
      blocked={why && t(`reason.${why}`)}
      onSelect={() => (ask ? ask(kind) : openDialog(questionId(host.id, kind)))}
    >
      {t(`kind.${kind}`)}
    </MenuItem>
  );
}
