"use client";

import { useEffect } from "react";
import { openDialog } from "./dialog";

/** Opens the dialog that the address names behind its #, once: where an old address of a form leads to. */
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
