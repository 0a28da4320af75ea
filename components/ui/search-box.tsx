"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Icon } from "./icon";

interface SearchBoxProps {
  /** Accessible name. */
  label: string;
  placeholder: string;
  value: string;
  /** The page that shows what is found, by `q`. */
  action: string;
  /** What else stands in the address and is to stay. */
  keep?: Record<string, string>;
  /** Finds while typing: for a list that the panel has itself. Otherwise by Enter. */
  live?: boolean;
}

const PAUSE_MS = 250;

/** The one search of a list: a plain form, so that it works without JavaScript, too. */
export function SearchBox({ label, placeholder, value, action, keep = {}, live }: SearchBoxProps) {
  const { replace } = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const find = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const search = new URLSearchParams(keep);
      if (text.trim() !== "") {
        search.set("q", text.trim());
      }
      replace(search.size === 0 ? action : `${action}?${search}`, { scroll: false });
    }, PAUSE_MS);
  };
  return (
    <search className="min-w-0 flex-1 basis-64 desk:max-w-[340px]">
      <form action={action} onSubmit={() => clearTimeout(timer.current)}>
        <label className="find w-full bg-key desk:h-10">
          <Icon name="search" small />
          <input
            type="search"
            name="q"
            aria-label={label}
            placeholder={placeholder}
            defaultValue={value}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            onChange={live ? (event) => find(event.target.value) : undefined}
          />
        </label>
        {Object.entries(keep).map(([name, text]) => (
          <input key={name} type="hidden" name={name} value={text} />
        ))}
      </form>
    </search>
  );
}
