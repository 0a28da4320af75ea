import { useEffect, useRef } from "react";

/** The key that was pressed may go as `what` changes: then the page has the focus, and the next Tab goes on in it. */
export function useKeptFocus(what: unknown): void {
  const last = useRef(what);
  useEffect(() => {
    if (last.current !== what && document.activeElement === document.body) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
    last.current = what;
  }, [what]);
}
