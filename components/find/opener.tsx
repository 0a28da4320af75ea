"use client";

import { usePathname } from "next/navigation";
import { Suspense, useEffect, useRef, useState } from "react";
import { late } from "../ui/late";
import type { PaletteProps } from "./palette";
import { noteVisit } from "./recent";

const Palette = late<PaletteProps>(async () => (await import("./palette")).Palette);

/** Opens the palette, at a key of the page that is marked for it or at Ctrl or Cmd K. It comes when it is first wanted. */
export function FindOpener(props: Omit<PaletteProps, "opening" | "typed">) {
  const { account } = props;
  const path = usePathname();
  const [opening, setOpening] = useState(0);
  /** What is typed while it is on its way. */
  const typed = useRef<string>(null);
  useEffect(() => noteVisit(account, path), [account, path]);
  useEffect(() => {
    const open = (event: Event) => {
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) {
        typed.current = "";
        setOpening((times) => times + 1);
      }
    };
    const onKey = (event: KeyboardEvent) => {
      const { key } = event;
      const withKey = event.ctrlKey || event.metaKey || event.altKey;
      if (withKey && !event.altKey && !event.shiftKey && key.toLowerCase() === "k") {
        open(event);
      } else if (typed.current !== null && key.length === 1 && !withKey) {
        typed.current += key;
        event.preventDefault();
      }
    };
    const onClick = (event: MouseEvent) =>
      event.target instanceof Element && event.target.closest("[data-find]") && open(event);
    const stop = new AbortController();
    document.addEventListener("keydown", onKey, stop);
    document.addEventListener("click", onClick, stop);
    return () => stop.abort();
  }, []);
  return opening > 0 ? (
    <Suspense>
      <Palette {...props} opening={opening} typed={typed} />
    </Suspense>
  ) : null;
}
