import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useState } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { useScriptRuns } from "@/components/ui/form/use-script-runs";
import { Key } from "@/components/ui/key";
import { late } from "@/components/ui/late";
import type { HostView } from "@/lib/hosts/host-view";

const LabelDialog = late(async () => (await import("./label-dialog")).LabelDialog);

/**
 * A key that stands beside the host's name, and the dialog in which the host gets its own name and note: fetched at the
 * first press. Both null without an action.
 */
export function useRename(
  host: HostView,
  action: FormAction | undefined,
): { renameKey: ReactNode; renaming: ReactNode } {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const runs = useScriptRuns();
  const name = action && runs ? t("labels.rename") : null;
  return {
    renameKey: name ? (
      <Key variant="plain" icon="pencil" aria-label={name} title={name} onClick={() => setOpen(true)} />
    ) : null,
    renaming:
      action && open ? (
        <Suspense fallback={null}>
          <LabelDialog host={host} action={action} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null,
  };
}
