"use client";

import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";
import { DialogButton } from "@/components/ui/overlay/dialog";

/** A customer's tabs with an accent of their own. */
const HAS_ITS_OWN = /\/(access|edit)$/;

/** A page has one accent: this one lies back where its tab has it. */
export function ViewKey(key: Pick<ComponentProps<typeof DialogButton>, "dialog" | "variant" | "children">) {
  const variant = HAS_ITS_OWN.test(usePathname()) ? "default" : "primary";
  return <DialogButton does="show-modal" icon="person" variant={variant} {...key} />;
}
