import { useTranslations } from "next-intl";
import { useId, useLayoutEffect } from "react";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { DialogButton } from "@/components/ui/overlay/dialog";
import type { ListProblem } from "@/lib/hosts/list-problem";
import type { DomainList, PortList } from "@/lib/hosts/network/network-view";
import { quotaBlock } from "@/lib/hosts/network/quota";
import { useListProblem } from "../list-fault";
import type { HostOperation } from "../operate/use-host-operation";

/** "4 of 10"; the number alone where the master alone knows the limit. Null where the count isn't told. */
export function useUsedOf({ quota, rows }: PortList | DomainList): string | null {
  const t = useTranslations("words");
  const used = rows?.length ?? null;
  if (used === null || (quota.size === "none" && used === 0)) {
    return null;
  }
  return quota.size === "known" ? t("usedOf", { used, limit: quota.limit }) : String(used);
}

/** Why one more can't be had, in words; null where it can. */
export function useListWhy({ quota, rows, problem }: PortList | DomainList): string | null {
  const t = useTranslations();
  const why = quotaBlock(quota, rows?.length ?? 0);
  if (problem?.kind === "unreadable") {
    return t("network.unreadableKey");
  }
  return why && t(`operations.reason.${why}`);
}

/** Why ports and domains, which are one list of the master's, can't be shown; or that there are none. */
export function MappingsNote({ problem, text }: { problem: ListProblem | null; text: string | null }) {
  const listProblem = useListProblem();
  const said = problem ? listProblem(problem) : text;
  return said ? <p className="px-4 py-3 text-13 text-ink-2 md:px-5">{said}</p> : null;
}

interface RemoveKeyProps {
  operation: HostOperation;
  kind: "remove-port" | "unbind-domain";
  /** Null where the master gave the row no id. */
  id: string | null;
  name: string;
  title: string;
  text: string;
  /** Id of the words that say why it can't be pressed. */
  whyId: string;
}

/** Asks once, and sends the id that the master listed. */
export function RemoveKey({ operation, kind, id, name, title, text, whyId }: RemoveKeyProps) {
  const t = useTranslations();
  const dialog = useId();
  const { form, blocked } = operation;
  const off = id === null || blocked(kind) !== null;
  // The row goes with its key: then the card has the focus, and the next Tab goes on in it.
  useLayoutEffect(
    () => () => {
      const key = document.activeElement;
      const card = key?.getAttribute("commandfor") === dialog ? key.closest("section") : null;
      if (card) {
        card.tabIndex = -1;
        card.focus({ preventScroll: true });
      }
    },
    [dialog],
  );
  return (
    <>
      {/* The same key while it is off, since it may have the focus; there is no dialog for it then. */}
      <DialogButton
        dialog={dialog}
        does="show-modal"
        variant="ghost"
        icon="trash"
        className="-mr-2 ml-auto"
        aria-label={name}
        aria-disabled={off || undefined}
        aria-describedby={off && id !== null ? whyId : undefined}
        title={id === null ? t("network.unnamed") : name}
      />
      {off ? null : (
        <ConfirmDialog
          id={dialog}
          title={title}
          text={text}
          confirm={name}
          danger
          {...form(kind, { mappingId: id })}
        />
      )}
    </>
  );
}
