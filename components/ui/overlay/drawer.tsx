"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { Icon } from "../icon";
import { Link } from "../link";

interface DrawerProps {
  title: string;
  /** Its state. */
  badge?: ReactNode;
  /** What it is about, in a line below the title. */
  facts?: readonly ReactNode[];
  /** At the foot: what can be done. */
  actions?: ReactNode;
  /** The list beside it, by which it closes. */
  close: string;
  children: ReactNode;
}

/**
 * One row of a list in full, beside the list; on a phone a page. It has an address of its own, so it opens and closes by links
 * and stands there before hydration; Esc closes it, also while the focus is in the list.
 */
export function Drawer({ title, badge, facts = [], actions, close, children }: DrawerProps) {
  const own = useRef<HTMLDivElement>(null);
  const label = useTranslations("words")("close");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row is another reading
  useEffect(() => own.current?.focus({ preventScroll: true }), [title]);
  useLayoutEffect(() => {
    const closeByEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !isForAnother(event, own.current)) {
        own.current?.querySelector<HTMLAnchorElement>("a[data-close]")?.click();
      }
    };
    document.addEventListener("keydown", closeByEscape);
    return () => document.removeEventListener("keydown", closeByEscape);
  }, []);
  return (
    <div
      ref={own}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      className="fixed inset-y-0 right-0 z-40 flex w-full flex-col bg-card outline-none md:w-136 md:border-l md:border-line md:shadow-dialog"
    >
      <header className="flex h-13 shrink-0 items-center gap-3 border-b border-line pr-2 pl-4 md:pl-6">
        {badge}
        <Link
          href={close}
          stay
          data-close=""
          className="ml-auto grid size-11 place-items-center rounded-md text-ink-2 no-underline hover:bg-hover hover:text-ink md:size-8"
          aria-label={label}
          title={label}
        >
          <Icon name="cross" />
        </Link>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto overscroll-contain p-4 md:p-6">
        <div className="flex flex-col gap-1">
          <h2 className="font-semibold text-20 wrap-anywhere">{title}</h2>
          <div className="flex flex-wrap gap-x-3 gap-y-0.5 text-13 text-ink-2 empty:hidden">
            {facts.map((fact, at) =>
              fact ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: facts have their places
                <span key={at}>{fact}</span>
              ) : null,
            )}
          </div>
        </div>
        {children}
      </div>
      {actions ? (
        <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line px-4 py-3 md:px-6">
          {actions}
        </footer>
      ) : null}
    </div>
  );
}

/** A dialog or a menu above it closes first, and Esc in a field of the list is the field's. */
const isForAnother = ({ defaultPrevented, target }: KeyboardEvent, drawer: HTMLElement | null): boolean =>
  defaultPrevented ||
  document.querySelector("dialog[open], :popover-open") !== null ||
  (target instanceof Element && target.matches("input, textarea, select") && !drawer?.contains(target));
