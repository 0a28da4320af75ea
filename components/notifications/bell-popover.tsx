"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { answered, type FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Link } from "@/components/ui/link";

interface Told {
  lines: ReactNode;
  newest: string;
}

interface BellPopoverProps {
  read: FormAction<Told>;
  markRead: FormAction;
  texts: Record<"title" | "markRead" | "all" | "settings", string>;
}

const PAGE = "/notifications";
const FAR = 8;

/**
 * The newest notifications beside the bell. The bell is a link to their page, which opens without JavaScript, on a phone, and
 * where they can't be read; on a desk a click on it opens this.
 */
export function BellPopover({ read, markRead, texts }: BellPopoverProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState<Told | null>(null);
  const load = async () => {
    const result = await answered(read)(null, new FormData());
    if (result.ok) {
      setTold({ lines: result.lines, newest: result.newest ?? "" });
    } else {
      window.location.assign(PAGE);
    }
  };
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    const open = (event: MouseEvent) => {
      const bell = bellOf(event);
      const own = popover.current;
      if (own?.contains(event.target as Node) && (event.target as Element).closest("a")) {
        own.hidePopover();
      }
      if (bell && own) {
        event.preventDefault();
        setTold(null);
        place(own, bell.getBoundingClientRect());
        own.showPopover();
        own.focus();
        void latest.current();
      }
    };
    // Before the listener that opens what a link leads to.
    document.addEventListener("click", open, true);
    return () => document.removeEventListener("click", open, true);
  }, []);
  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-label={texts.title}
      aria-busy={told === null}
      tabIndex={-1}
      className="fixed inset-auto m-0 w-96 max-w-[calc(100vw-16px)] overflow-hidden rounded-lg border-0 bg-float p-0 text-ink shadow-float outline-0"
    >
      <div className="flex min-h-12 items-center justify-between gap-2 border-b border-line px-4">
        <h2>{texts.title}</h2>
        {told?.newest ? (
          <Form action={markRead} hidden={{ newest: told.newest }} onDone={load}>
            <SubmitButton variant="ghost" className="-mr-3">
              {texts.markRead}
            </SubmitButton>
          </Form>
        ) : null}
      </div>
      <div className="max-h-[60vh] min-h-24 overflow-y-auto">{told?.lines}</div>
      <div className="flex justify-between gap-2 border-t border-line px-4 py-2.5 text-13 font-medium *:no-underline">
        <Link href={PAGE}>{texts.all}</Link>
        <Link href="/account#notifications">{texts.settings}</Link>
      </div>
    </div>
  );
}

/** The bell, where a click on it opens no page. */
function bellOf(event: MouseEvent): Element | null {
  const bell = event.target instanceof Element ? event.target.closest(`a[href="${PAGE}"][aria-label]`) : null;
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  return bell && isPlain && matchMedia("(min-width: 768px)").matches ? bell : null;
}

/** Beside the bell, to where there is room. */
function place({ style }: HTMLElement, bell: DOMRect): void {
  const isLow = bell.top > innerHeight / 2;
  const isRight = bell.left > innerWidth / 2;
  style.top = isLow ? "auto" : `${bell.bottom + FAR}px`;
  style.bottom = isLow ? `${innerHeight - bell.top + FAR}px` : "auto";
  style.left = isRight ? "auto" : `${Math.max(FAR, bell.left)}px`;
  style.right = isRight ? `${innerWidth - bell.right}px` : "auto";
}
