"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Icon } from "../icon";
import "./search-box.css";

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
}

const PAUSE_MS = 250;

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
}: SearchBoxProps) {
  const { replace } = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const find = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const search = new URLSearchParams(keep);
      if (text.trim() !== "") {
        search.set(name, text.trim());
      }
      replace(search.size === 0 ? action : `${action}?${search}`, { scroll: false });
    }, PAUSE_MS);
  };
  return (
    <search className={large ? undefined : "min-w-0 flex-1 basis-64 desk:max-w-[340px]"}>
      <form action={action} onSubmit={() => clearTimeout(timer.current)}>
        <label className={large ? "find find-large" : "find w-full bg-key desk:h-10"}>
          <Icon name="search" small={!large} />
          <input
            type="search"
            name={name}
            aria-label={label}
            placeholder={placeholder}
            defaultValue={value}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={live ? (event) => find(event.target.value) : undefined}
          />
        </label>
        {Object.entries({ ...keep, ...entered }).map(([kept, text]) => (
          <input key={kept} type="hidden" name={kept} value={text} />
        ))}
      </form>
    </search>
  );
}
