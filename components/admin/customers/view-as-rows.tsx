"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, Suspense, use, useState } from "react";
import { Button } from "@/components/ui/button";
import { late } from "@/components/ui/late";
import type { ViewAsProps } from "./view-as-dialog";

/** Its script comes with the first press. */
const ViewAsDialog = late(async () => (await import("./view-as-dialog")).ViewAsDialog);

type Target = Pick<ViewAsProps, "userId" | "name" | "vmId">;
const Context = createContext<(target: Target) => void>(() => {});

/** Asks for the reason of a view as whoever it is called with. */
export const useViewAs = () => use(Context);

interface ViewAsRowsProps extends Pick<ViewAsProps, "viewAsCustomer"> {
  children: ReactNode;
}

/** Around a list: one question for all of its rows. */
export function ViewAsRows({ children, ...of }: ViewAsRowsProps) {
  const [target, setTarget] = useState<Target | null>(null);
  return (
    <Context value={setTarget}>
      {children}
      {target ? (
        <Suspense>
          <ViewAsDialog id="view-as-row" {...target} {...of} openOnMount onClose={() => setTarget(null)} />
        </Suspense>
      ) : null}
    </Context>
  );
}

/** The key in a row of the list of customers. */
export function ViewAsRowKey({ userId, name }: { userId: string; name: string }) {
  const t = useTranslations("view-as");
  const viewAs = useViewAs();
  return (
    <Button
      icon="person"
      variant="ghost"
      className="view-as"
      aria-label={t("keyOf", { name })}
      onClick={() => viewAs({ userId, name })}
    >
      <span>{t("key")}</span>
    </Button>
  );
}
