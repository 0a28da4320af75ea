"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Icon } from "../icon";
import { Link } from "../link";
import { GetForm } from "./get-form";
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
    <search className={large ? undefined : "min-w-0 flex-1 basis-64 desk:max-w-[340px]"}>
      <GetForm action={action} onSubmit={() => clearTimeout(timer.current)}>
        <label className={large ? "find find-large" : "find w-full bg-key desk:h-10"}>
          <Icon name="search" small={!large} />
          <input
            ref={field}
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
          {clear && value !== "" ? (
            <Link
              href={keptIn(keep, action)}
              className="copy -mr-1"
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
