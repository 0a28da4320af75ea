"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { bareClass } from "../button";
import { Icon } from "../icon";
import { Link } from "../link";
import { GetForm } from "./get-form";

interface SearchBoxProps {
  /** Accessible name. */
  label: string;
  placeholder: string;
  value: string;
  /** The page that shows what is found. */
  action: string;
  /** What it is called in the address; `q` unless said otherwise. */
  name?: string;
  /** What else stands in the address and is to stay. */
  keep?: Record<string, string>;
  /** Goes along by Enter alone: what is typed on is only found. */
  entered?: Record<string, string>;
  /** Finds while typing: for a list that the panel has itself. Otherwise by Enter. */
  live?: boolean;
  /** What the page is for: as wide as it, and higher. */
  large?: boolean;
  /** Accessible name of the link that takes off what was searched for. */
  clear?: string;
}

const PAUSE_MS = 250;

const keptIn = (search: ConstructorParameters<typeof URLSearchParams>[0], action: string) => {
  const kept = new URLSearchParams(search);
  return kept.size === 0 ? action : `${action}?${kept}`;
};

/** The one search of a list: a plain form, so that it works without JavaScript, too. */
export function SearchBox({
  label,
  placeholder,
  value,
  action,
  name = "q",
  keep = {},
  entered = {},
  live,
  large,
  clear,
}: SearchBoxProps) {
  const { replace } = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  const find = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const wanted = text.trim();
      replace(keptIn(wanted === "" ? keep : { ...keep, [name]: wanted }, action), { scroll: false });
    }, PAUSE_MS);
  };
  return (
    <search className={large ? undefined : "min-w-0 flex-1 basis-60 md:max-w-80"}>
      <GetForm action={action} onSubmit={() => clearTimeout(timer.current)}>
        <label
          className={`flex items-center gap-2 rounded-md border border-line-2 bg-card px-2.5 shadow-control focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent-ink max-md:h-11 max-md:text-16 pointer-coarse:h-11 ${large ? "h-11 text-16" : "h-8 text-13"}`}
        >
          <Icon name="search" className="text-ink-3" />
          <input
            ref={field}
            type="search"
            className="h-full min-w-0 flex-1 outline-none"
            data-search
            name={name}
            aria-label={label}
            placeholder={placeholder}
            defaultValue={value}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={live ? (event) => find(event.target.value) : undefined}
          />
          {clear && value !== "" ? (
            <Link
              href={keptIn(keep, action)}
              className={`${bareClass} -mr-1.5`}
              aria-label={clear}
              onClick={({ metaKey, ctrlKey, shiftKey }) => {
                clearTimeout(timer.current);
                // In another tab, this one's list stays as it is.
                if (field.current && !metaKey && !ctrlKey && !shiftKey) {
                  field.current.value = "";
                  field.current.focus();
                }
              }}
            >
              <Icon name="cross" small />
            </Link>
          ) : null}
        </label>
        {Object.entries({ ...keep, ...entered }).map(([kept, text]) => (
          <input key={kept} type="hidden" name={kept} value={text} />
        ))}
      </GetForm>
    </search>
  );
}
