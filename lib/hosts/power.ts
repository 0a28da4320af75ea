import "server-only";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../actions/action-result";
import { master } from "../master";
import type { PowerKind } from "../operations/command-rules";
import type { OwnedHost } from "./owned-host";
import { nothingToPrepare, runCommand } from "./run-command";

/** One of the five power operations, as `runCommand` does them. */
export const performPower = (
  owned: OwnedHost,
  kind: PowerKind,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  runCommand(
    owned,
    {
      kind,
      prepare: nothingToPrepare,
      send: ({ options }) => master().power(owned.vmId, kind, options),
    },
    formKey,
    viewer,
  );
