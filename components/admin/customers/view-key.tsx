"use client";

import { usePathname } from "next/navigation";
import { type ComponentProps, useEffect } from "react";
import { DialogKey, openDialog } from "@/components/ui/overlay/dialog";

/** A customer's tabs with an accent of their own. */
const HAS_ITS_OWN = /\/(access|edit)$/;

/** A page has one accent: this one lies back where its tab has it. */
export function ViewKey(key: Pick<ComponentProps<typeof DialogKey>, "dialog" | "variant" | "children">) {
  const variant = HAS_ITS_OWN.test(usePathname()) ? "key" : "accent";
  return <DialogKey does="show-modal" icon="person" variant={variant} {...key} />;
}

/** Opens the dialog that the address names behind its #, once. */
export function OpenByAddress({ dialog }: { dialog: string }) {
  useEffect(() => {
    const look = () => {
      if (window.location.hash === `#${dialog}`) {
        window.history.replaceState(null, "", window.location.pathname + window.location.search);
        openDialog(dialog);
      }
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [dialog]);
  return null;
}
