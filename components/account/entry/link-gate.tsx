"use client";

import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { answered, type FormAction } from "@/components/ui/form/answered";
import { FaultLine } from "@/components/ui/form/fault-texts";
import type { ActionResult } from "@/lib/action-result";

interface LinkGateProps {
  /** Tells the address that the link is about. */
  look: FormAction<{ shown: string }>;
  purpose: string;
  /** The page's heading, while the link may be good. */
  title: string;
  texts: { looking: string; again: string; over: string };
  /** For a link that is no longer good. */
  over: ReactNode;
  /** For a link that is. */
  children: ReactNode;
}

const Opened = createContext({ token: "", email: "" });

/** The token of the link that opened this page. */
export const useLinkToken = (): string => use(Opened).token;

/** A text that names the address which the link is about, in place of `{email}`. */
export function LinkText({ text }: { text: string }) {
  return <p className="-mt-2 text-ink-2">{text.replace("{email}", use(Opened).email)}</p>;
}

/** Reads the token after the # and asks whether the link is good; the form comes once it is. */
export function LinkGate(props: LinkGateProps) {
  const { look, purpose, title, texts, over, children } = props;
  const [looked, setLooked] = useState<{
    token: string;
    result: ActionResult<{ shown: string }> | null;
  } | null>(null);
  useEffect(() => {
    const read = () => {
      const token = window.location.hash.slice(1);
      const form = new FormData();
      form.set("token", token.slice(0, 64));
      form.set("purpose", purpose);
      setLooked({ token, result: null });
      answered(look)(null, form).then((result) =>
        setLooked((now) => (now?.token === token ? { token, result } : now)),
      );
    };
    read();
    // Another link that is opened in this tab changes nothing but what stands after the #.
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [look, purpose]);

  const result = looked?.result ?? null;
  const isOver = result?.ok === false && result.code === "link-over";
  return (
    <>
      <h1>{isOver ? texts.over : title}</h1>
      {!looked ? null : !result ? (
        <p role="status" className="text-ink-2">
          {texts.looking}
        </p>
      ) : result.ok ? (
        <Opened value={{ token: looked.token, email: result.shown ?? "" }}>{children}</Opened>
      ) : isOver ? (
        over
      ) : (
        <>
          <FaultLine result={result} />
          <Button variant="primary" onClick={() => window.location.reload()}>
            {texts.again}
          </Button>
        </>
      )}
    </>
  );
}
