"use client";

import { useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";

interface WaitLinkProps {
  href: string;
  seconds: number;
  /** `wait` with `{seconds}` in it. */
  texts: { wait: string; again: string };
}

/** The way on once so many seconds are over, which it counts. Without JavaScript it can be followed at once. */
export function WaitLink({ href, seconds, texts }: WaitLinkProps) {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const until = Date.now() + seconds * 1_000;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1_000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  const waits = left > 0;
  return (
    <a
      href={href}
      className={buttonClass({ variant: waits ? "default" : "primary", size: "lg" })}
      aria-disabled={waits || undefined}
      onClick={(event) => waits && event.preventDefault()}
    >
      {waits ? texts.wait.replace("{seconds}", String(left)) : texts.again}
    </a>
  );
}
