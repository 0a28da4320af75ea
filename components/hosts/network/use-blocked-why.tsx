import { useTranslations } from "next-intl";
import { useId } from "react";
import type { OperationKind } from "@/lib/operations/command-rules";
import type { HostOperation } from "../operate/use-host-operation";

/** Why keys of a kind can't be pressed now, in words to stand beside them; `key` is for a key, `id` for its `aria-describedby`. */
export function useBlockedWhy({ blocked }: HostOperation, kind: OperationKind, more: string | null = null) {
  const t = useTranslations("operations.reason");
  const id = useId();
  const reason = blocked(kind);
  const text = reason === null ? more : t(reason);
  const off = text !== null;
  return {
    id,
    off,
    key: { "aria-disabled": off || undefined, "aria-describedby": id },
    line: (
      // What is going on already is told at the head of the page, and once is enough to see.
      <p
        id={id}
        className={
          reason === "operation-in-progress" ? "sr-only" : "form-why mt-2 text-13 text-ink-2 empty:hidden"
        }
      >
        {text}
      </p>
    ),
  };
}
