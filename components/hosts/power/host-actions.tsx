import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FocusEvent, useEffect, useId, useRef } from "react";
import { buttonClass } from "@/components/ui/button";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import type { HostView } from "@/lib/hosts/host-view";
import type { PowerKind } from "@/lib/operations/command-rules";
import { ConsoleButton } from "../console/console-key";
import { NextStepKey } from "../operate/next-step";
import { AskItem } from "./power-keys";
import {
  type AskedKind,
  asksFirst,
  EVERYDAY_KINDS,
  FORCE_KINDS,
  keyOf,
  POWER_LOOKS,
  questionId,
  USUAL_KINDS,
  WAY_OUT,
} from "./power-looks";
import type { PowerControls } from "./use-power";

interface HostActionsProps {
  host: HostView;
  power: PowerControls;
  /** Of what is behind the menu. */
  ask: (kind: AskedKind) => void;
  /** On their own pages staff reinstall nothing. */
  isStaff: boolean;
}

/** What can be done with the host now, in its head: one set of buttons for desk and phone. */
export function HostActions({ host, power, ask, isStaff }: HostActionsProps) {
  const t = useTranslations("operations");
  const shown = EVERYDAY_KINDS.filter(
    (kind) => power.possible[kind] === null || USUAL_KINDS[host.state]?.includes(kind),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      className="flex items-center gap-2 outline-none max-md:w-full max-md:flex-wrap"
      role="group"
      aria-label={t("power")}
      tabIndex={-1}
      {...useKeptFocus()}
    >
      {shown.map((kind) => (
        <PowerButton key={kind} host={host} power={power} kind={kind} />
      ))}
      {shown.length === 0 && power.blocked === null ? <NextStepKey host={host} /> : null}
      <ConsoleButton host={host} power={power} />
      <More host={host} power={power} ask={ask} isStaff={isStaff} />
    </div>
  );
}

interface PowerButtonProps {
  host: HostView;
  power: PowerControls;
  kind: PowerKind;
}

/** It asks first, or acts at the first click; both also before the page is hydrated. */
function PowerButton({ host, power, kind }: PowerButtonProps) {
  const t = useTranslations("operations");
  const whyId = useId();
  const why = power.possible[kind];
  const off = why !== null;
  // The same button on and off, so that the focus stays on it.
  const props = {
    icon: POWER_LOOKS[kind].icon,
    "aria-disabled": off || undefined,
    "aria-describedby": off ? whyId : undefined,
    title: why ? t(`reason.${why}`) : undefined,
  };
  // Start is what a host that is off is opened for; on a phone the others are known by their signs.
  const word = t(`kind.${kind}`);
  const name = asksFirst(kind) ? <span className="max-md:sr-only">{word}</span> : word;
  return (
    <>
      {asksFirst(kind) ? (
        <DialogButton
          {...props}
          dialog={questionId(host.id, kind)}
          does="show-modal"
          data-key={keyOf(kind)}
          className="max-md:order-1 max-md:w-11 max-md:px-0"
        >
          {name}
        </DialogButton>
      ) : (
        <AnswerForm {...power.form(kind)} className="max-md:-order-1 max-md:flex-1">
          <SubmitButton {...props} variant={off ? "default" : "primary"} className="max-md:w-full">
            {name}
          </SubmitButton>
        </AnswerForm>
      )}
      {why ? (
        <span id={whyId} className="sr-only">
          {t(`reason.${why}`)}
        </span>
      ) : null}
    </>
  );
}

/** What one needs rarely, or should not press by mistake. */
function More({ host, power, ask, isStaff }: HostActionsProps) {
  const t = useTranslations();
  const { push } = useRouter();
  return (
    <Menu label={t("hosts.more")} triggerClass={buttonClass({ className: "max-md:order-2" }, true)} late>
      {FORCE_KINDS.map((kind) =>
        // While the system inside doesn't react, the banner below the head offers it: once is enough.
        power.inProgress?.notReacting && kind === WAY_OUT ? null : (
          <AskItem key={kind} power={power} kind={kind} ask={ask} />
        ),
      )}
      {isStaff ? null : (
        <MenuItem icon="again" danger onSelect={() => push(`/hosts/${host.id}/reinstall`)}>
          {t("operations.kind.reinstall")}
        </MenuItem>
      )}
    </Menu>
  );
}

/** A button that was pressed goes away when it can't be pressed again: the focus stays with the others, not at the page's top. */
function useKeptFocus() {
  const group = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  useEffect(() => {
    if (held.current && document.activeElement === document.body) {
      group.current?.focus({ preventScroll: true });
    }
  });
  return {
    ref: group,
    onFocus: () => {
      held.current = true;
    },
    // A button that is taken out of the page while it has the focus is no person's doing.
    onBlur: (event: FocusEvent<HTMLElement>) => {
      held.current = !event.target.isConnected;
    },
  };
}
