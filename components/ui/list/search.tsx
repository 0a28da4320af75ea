"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { GetForm } from "../form/get-form";
import { Icon } from "../icon";
import { Link } from "../link";

interface SearchProps {
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
  /** Finds while typing: for a list that the panel has itself. Otherwise by Enter. */
  live?: boolean | undefined;
  /** Takes what is typed at once, in place of another page: for a list that the browser has all of. */
  onFind?: ((text: string) => void) | undefined;
  /** Goes along by Enter alone: what is typed on is only found. */
  entered?: Record<string, string>;
  /** Accessible name of the link that takes off what was searched for; none without. */
  clear?: string;
  /** In a page by itself, or what the page is for: as wide as it, and higher. */
  look?: "bar" | "page" | "large";
}

const LOOKS = {
  bar: {
    around: "w-60 max-md:w-full",
    label:
      "h-8 cursor-text text-13 focus-within:border-accent-ink focus-within:outline-1 focus-within:outline-accent-ink",
    input: "placeholder:text-ink-3",
  },
  page: {
    around: "min-w-0 flex-1 basis-60 md:max-w-80",
    label:
      "h-8 text-13 focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent-ink pointer-coarse:h-11",
    input: "",
  },
  large: {
    around: "",
    label:
      "h-11 text-16 focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent-ink pointer-coarse:h-11",
    input: "",
  },
};

const PAUSE_MS = 250;

const keptIn = (search: Record<string, string>, action: string) => {
  const kept = new URLSearchParams(search);
  return kept.size === 0 ? action : `${action}?${kept}`;
};

/** The search of a list, or of a page: a plain form, so that it works without JavaScript, too. */
export function Search({
  label,
  placeholder,
  value,
  action,
  name = "q",
  keep = {},
  entered = {},
  live,
  onFind,
  clear,
  look = "bar",
}: SearchProps) {
  const { replace } = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const kept = useRef(keep);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    kept.current = keep;
  });
  useEffect(() => {
    // Another address came, such as by Back. What is being typed stays.
    if (field.current && document.activeElement !== field.current) {
      field.current.value = value;
    }
  }, [value]);
  const find = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const wanted = text.trim();
      const { current } = kept;
      replace(keptIn(wanted === "" ? current : { ...current, [name]: wanted }, action), { scroll: false });
    }, PAUSE_MS);
  };
  return (
    <search className={LOOKS[look].around || undefined}>
      <GetForm
        action={action}
        onSubmit={(event) => (onFind ? event.preventDefault() : clearTimeout(timer.current))}
      >
        <label
          className={`flex items-center gap-2 rounded-md border border-line-2 bg-card px-2.5 shadow-control max-md:h-11 max-md:text-16 ${LOOKS[look].label}`}
        >
          <Icon name="search" small={look === "bar"} className="text-ink-3" />
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
            className={`h-full min-w-0 flex-1 outline-none ${LOOKS[look].input}`}
            onChange={onFind || live ? ({ target }) => (onFind ?? find)(target.value) : undefined}
          />
          {clear === undefined || value === "" ? null : (
            <Link
              href={keptIn(keep, action)}
              className="-mr-1.5 grid size-6 place-items-center rounded-sm text-ink-3 hover:bg-hover max-md:size-9"
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
          )}
        </label>
        {Object.entries({ ...keep, ...entered }).map(([kept, text]) => (
          <input key={kept} type="hidden" name={kept} value={text} />
        ))}
      </GetForm>
    </search>
  );
}
