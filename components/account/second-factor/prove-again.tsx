"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { CloseKey, closeDialog, Dialog } from "@/components/ui/overlay/dialog";
import { showToast } from "@/components/ui/overlay/toast";
import type { ActionCode } from "@/lib/action-result";
import type { ProveFormProps } from "./prove-form";

/** Its script comes with the dialog, which few people have. */
const ProveForm = lazy(() => import("./prove-form").then((form) => ({ default: form.ProveForm })));

/** The code with which such a refusal comes: `useAskedInstead` opens the dialog by it. */
const PROVE_AGAIN: ActionCode = "prove-again";

interface ProveAgainProps extends Omit<ProveFormProps, "onDone"> {
  minutes: number;
}

/** Opens where something was refused until the person shows that it is them; then they press again themselves. */
export function ProveAgain({ minutes, ...form }: ProveAgainProps) {
  const t = useTranslations("second-factor.prove");
  const [round, setRound] = useState(0);
  const done = () => {
    closeDialog(PROVE_AGAIN);
    showToast({ sign: "done", text: t("done", { minutes }) });
  };
  return (
    <Dialog id={PROVE_AGAIN} title={t("title")} onClose={() => setRound(round + 1)}>
      <p className="mt-1 mb-4 text-ink-2">{t("text")}</p>
      <Suspense>
        <ProveForm key={round} {...form} onDone={done} />
      </Suspense>
      <div className="dialog-keys">
        <CloseKey dialog={PROVE_AGAIN} />
      </div>
    </Dialog>
  );
}
