import { type ReactNode, type RefObject, useState } from "react";
import { HostCache } from "../hosts/live/host-cache";
import { HostsProvider } from "../hosts/live/hosts-live";
import type { HostFormAction } from "../hosts/power/use-power";
import type { Asker } from "./groups";
import { LateTexts } from "./late-texts";
import { PaletteDialog } from "./palette-dialog";

export interface PaletteProps extends Asker {
  /** Stands for the account, and for whose eyes it looks through: what was opened last is kept under it. */
  account: string;
  /** The server action for commands on a host. */
  command: HostFormAction;
  /** Counts the times that it was asked for. */
  opening: number;
  /** What was typed before it was here; null once it has the keyboard itself. */
  typed: RefObject<string | null>;
}

/** Finds hosts, pages and actions, and for staff all else that the panel knows. Its script and texts come at the first use. */
export function Palette({ command, ...rest }: PaletteProps) {
  return (
    <LateTexts>
      <HostsAside command={command}>
        <PaletteDialog {...rest} />
      </HostsAside>
    </LateTexts>
  );
}

/** For what is asked of a host outside of its pages: no stream follows here what comes of it. */
function HostsAside({ command, children }: Pick<PaletteProps, "command"> & { children: ReactNode }) {
  const [shared] = useState(() => ({
    cache: new HostCache(() => {}),
    watch: () => {},
    command,
    // Nothing is pressed here before there is a script.
    seed: "",
  }));
  return <HostsProvider value={shared}>{children}</HostsProvider>;
}
