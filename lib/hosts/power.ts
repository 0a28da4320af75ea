import "server-only";
import type { Viewer } from "../accounts/viewer";
import type { ActionResult } from "../actions/action-result";
import { master } from "../master";
import type { PowerKind } from "../operations/command-rules";
import type { OwnedHost } from "./owned-host";
import { nothingToPrepare, performOperation } from "./perform";

/** One of the five power operations, as `performOperation` does them. */
export const performPower = (
  owned: OwnedHost,
  kind: PowerKind,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  performOperation(
    owned,
    {
      kind,
      prepare: nothingToPrepare,
      send: ({ options }) => master().power(owned.vmId, kind, options),
    },
    formKey,
    viewer,
  );
