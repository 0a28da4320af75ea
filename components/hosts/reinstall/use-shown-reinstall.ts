import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { LastReinstall } from "@/lib/hosts/reinstall/reinstall-view";
import { isGoing, type OperationView } from "@/lib/operations/operation-view";
import { useSheet } from "../sheet-context";

/**
 * The reinstall whose steps the page shows: one that goes, or one that has just ended until the server has drawn the
 * page anew. `last` is the one that the server knew of.
 */
export function useShownReinstall(last: LastReinstall | null): OperationView | null {
  const { refresh } = useRouter();
  const { operation } = useSheet().host;
  const reinstall = operation?.kind === "reinstall" ? operation : null;
  const goes = reinstall !== null && isGoing(reinstall.outcome);
  const isKnown = reinstall !== null && last?.operationId === reinstall.id;
  const isNew = goes && !isKnown;
  useEffect(() => {
    if (isNew) {
      refresh();
    }
  }, [isNew, refresh]);
  useEffect(() => {
    // What was chosen is done with: all disks are never chosen again by what is left in the address.
    if (goes && window.location.search !== "") {
      window.history.replaceState(null, "", window.location.pathname);
    }
  }, [goes]);
  return goes || (isKnown && last.endedAt === null) ? reinstall : null;
}
