import { useTranslations } from "next-intl";
import { type FocusEvent, useEffect, useRef } from "react";
import { ConsoleKey } from "../console/console-key";
import { NextStepKey } from "../operate/next-step";
import type { PowerPartProps } from "./power-deck";
import { ForceMenu, PowerKey } from "./power-keys";
import { EVERYDAY_KINDS, FORCE_KINDS } from "./power-looks";
import { useWhy } from "./use-why";

/** The phone's power keys, in the thumb's reach: those that can be pressed now, or the reason why none can. */
export function PowerDock({ host, power, ask }: PowerPartProps) {
  const t = useTranslations("operations");
  const why = useWhy(power);
  const { possible } = power;
  const props = { host, power, whyId: `why-dock-${host.id}` };
  const force = FORCE_KINDS.some((kind) => possible[kind] === null || possible[kind] === "protected");
  const now = EVERYDAY_KINDS.filter((kind) => possible[kind] === null);
  const idle = now.length === 0;
  const keep = useKeptFocus();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div className="dock" role="group" aria-label={t("power")} tabIndex={-1} {...keep}>
      {now.map((kind) => (
        <PowerKey key={kind} {...props} kind={kind} accent />
      ))}
      {idle ? (
        <p id={props.whyId} className="dock-why">
          {why}
        </p>
      ) : null}
      {idle ? <NextStepKey host={host} /> : null}
      <ConsoleKey host={host} blocked={power.blocked} phone={idle ? "wide" : "short"} />
      {/* Last, and flat: the thumb's way back doesn't lead over it. */}
      {force ? <ForceMenu {...props} ask={ask} phone /> : null}
    </div>
  );
}

/** A key that was pressed goes away when it can't be pressed again: the focus stays in the dock, not at the page's top. */
function useKeptFocus() {
  const dock = useRef<HTMLDivElement>(null);
  const held = useRef(false);
  useEffect(() => {
    if (held.current && document.activeElement === document.body) {
      dock.current?.focus({ preventScroll: true });
    }
  });
  return {
    ref: dock,
    onFocus: () => {
      held.current = true;
    },
    // A key that is taken out of the page while it has the focus is no person's doing.
    onBlur: (event: FocusEvent<HTMLElement>) => {
      held.current = !event.target.isConnected;
    },
  };
}
