import { useTranslations } from "next-intl";
import type { HostView } from "@/lib/hosts/host-view";
import { ConsoleKey } from "../console/console-key";
import { ForceMenu, PowerKey } from "./power-keys";
import { type AskedKind, EVERYDAY_KINDS } from "./power-looks";
import type { PowerControls } from "./use-power";
import { useWhy } from "./use-why";

export interface PowerPartProps {
  host: HostView;
  power: PowerControls;
  /** Of what is behind the menu. */
  ask: (kind: AskedKind) => void;
}

/** The keys of the desk; a phone has the dock. The style sheet shows one of the two, so each control is there once. */
export function PowerDeck({ host, power, ask }: PowerPartProps) {
  const t = useTranslations("operations");
  const why = useWhy(power);
  const props = { host, power, whyId: `why-${host.id}` };
  return (
    <div className="deck">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
      <div className="keys" role="group" aria-label={t("power")}>
        {EVERYDAY_KINDS.map((kind) => (
          <PowerKey key={kind} {...props} kind={kind} accent />
        ))}
      </div>
      <span className="deck-line" />
      <ForceMenu {...props} ask={ask} />
      <p id={props.whyId} className="deck-why">
        {why}
      </p>
      <ConsoleKey host={host} blocked={power.blocked} />
    </div>
  );
}
