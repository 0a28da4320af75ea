"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";

interface AskAgainProps {
  id: string;
  everyMs: number;
  label: string;
}

/** Loads the page anew as soon as the panel can say whether there is such a host. */
export function AskAgain({ id, everyMs, label }: AskAgainProps) {
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.hidden) {
        return;
      }
      const status = await fetch(`/api/hosts/${encodeURIComponent(id)}`, { cache: "no-store" }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200 || status === 401 || status === 404) {
        window.location.reload();
      }
    }, everyMs);
    return () => clearInterval(timer);
  }, [id, everyMs]);
  return (
    <Button icon="again" onClick={() => window.location.reload()}>
      {label}
    </Button>
  );
}
