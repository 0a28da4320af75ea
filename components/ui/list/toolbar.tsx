import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "../button";
import { GetForm } from "../form/get-form";
import { type Segment, SegmentedFilter } from "../form/segmented";
import { Icon } from "../icon";
import { Link } from "../link";
import { Search } from "./search";

/** What a list can be narrowed by: one of some values, or what is typed. */
export interface ListFilter {
  /** In the address. */
  name: string;
  label: string;
  /** Value and word of each choice. */
  options?: readonly (readonly [value: string, label: string, note?: string])[];
  /** In place of choices: what may be typed. */
  input?: { type: "text" | "number" | "date"; max?: number };
}

interface ToolbarProps {
  path: string;
  /** What the address says of the list, without the page. */
  chosen: Record<string, string | null>;
  /** The list's address with a change to what is chosen. */
  hrefOf: (change: Record<string, string | null>) => string;
  search?:
    | Pick<Parameters<typeof Search>[0], "label" | "placeholder" | "name" | "live" | "onFind">
    | undefined;
  segments?: { label: string; items: Segment[] } | undefined;
  filters?: ListFilter[] | undefined;
  /** At the right. */
  actions?: ReactNode;
}

/** Over a list: its search, its segments, and what it is narrowed to; all of it in the address. */
export function Toolbar({ path, chosen, hrefOf, search, segments, filters = [], actions }: ToolbarProps) {
  const w = useTranslations("words");
  const t = useTranslations("list");
  const id = useId();
  const searched = search?.name ?? "q";
  const rest = Object.fromEntries(
    Object.entries(chosen).flatMap(([name, value]) => (value && name !== searched ? [[name, value]] : [])),
  );
  const on = filters.flatMap((filter) => {
    const value = chosen[filter.name];
    return value ? [{ ...filter, value }] : [];
  });
  if (!search && !actions && filters.length === 0 && !(segments && segments.items.length > 1)) {
    return null;
  }
  return (
    <div className="flex flex-wrap items-center gap-2 max-md:gap-3">
      {search ? (
        <Search
          {...search}
          value={chosen[searched] ?? ""}
          action={path}
          keep={rest}
          clear={t("clearSearch")}
        />
      ) : null}
      {segments && segments.items.length > 1 ? (
        <div className="max-w-full overflow-x-auto [scrollbar-width:none]">
          <SegmentedFilter label={segments.label} segments={segments.items} />
        </div>
      ) : null}
      {on.map(({ name, label, options, value }) => {
        const word = options?.find(([one]) => one === value)?.[1] ?? value;
        return (
          <span
            key={name}
            className="inline-flex h-8 max-w-full items-center rounded-md border border-line-2 bg-card pl-2.5 text-13 shadow-control max-md:h-11"
          >
            <span className="flex-none text-ink-2">{label}</span>
            <span className="ml-1 truncate font-medium">{word}</span>
            <Link
              href={hrefOf({ [name]: null })}
              stay
              aria-label={t("remove", { kind: label, value: word })}
              className="ml-1 grid h-full w-7 flex-none place-items-center rounded-r-md text-ink-3 hover:bg-hover hover:text-ink max-md:w-11"
            >
              <Icon name="cross" small />
            </Link>
          </span>
        );
      })}
      {filters.length > 0 ? (
        <>
          <Button variant="ghost" icon="plus" popoverTarget={id} className="filter-key">
            {w("filter")}
          </Button>
          {/* A choice closes it. */}
          <FilterMenu
            key={JSON.stringify(chosen)}
            id={id}
            path={path}
            chosen={chosen}
            hrefOf={hrefOf}
            filters={filters}
          />
        </>
      ) : null}
      {actions ? (
        <div className="ml-auto flex flex-wrap items-center gap-2 max-md:ml-0">{actions}</div>
      ) : null}
    </div>
  );
}

type FilterMenuProps = Pick<ToolbarProps, "path" | "chosen" | "hrefOf"> & {
  id: string;
  filters: ListFilter[];
};

/** Kinds, and behind each its values. A native popover of links and forms: it works without JavaScript. */
function FilterMenu({ id, path, chosen, hrefOf, filters }: FilterMenuProps) {
  const t = useTranslations("list");
  return (
    <nav id={id} popover="auto" aria-label={t("filterBy")} className="menu">
      <p className="px-2 pt-1.5 pb-1 text-12 text-ink-3">{t("filterBy")}</p>
      {filters.map((filter) => (
        <details key={filter.name} name={id} className="group/kind" open={filters.length === 1}>
          <summary className="flex min-h-8 cursor-pointer list-none items-center gap-2 rounded-sm px-2 text-13 hover:bg-hover max-md:min-h-11 max-md:text-14">
            <span className="min-w-0 flex-1 truncate">{filter.label}</span>
            <span className="-rotate-90 text-ink-3 group-open/kind:rotate-0">
              <Icon name="chevron-down" small />
            </span>
          </summary>
          {filter.options ? (
            <ul className="max-h-72 overflow-y-auto pb-1 pl-2">
              {filter.options.map(([value, label, note]) => (
                <li key={value}>
                  <Link
                    href={hrefOf({ [filter.name]: value })}
                    stay
                    aria-current={chosen[filter.name] === value ? "true" : undefined}
                    className="flex min-h-8 items-center gap-2 rounded-sm px-2 text-13 text-ink no-underline hover:bg-hover max-md:min-h-11 max-md:text-14"
                  >
                    <span className="min-w-0 flex-1 truncate">{label}</span>
                    {note ? <span className="nums text-12 text-ink-3">{note}</span> : null}
                    {chosen[filter.name] === value ? <Icon name="check" small /> : null}
                  </Link>
                </li>
              ))}
            </ul>
          ) : (
            <Typed filter={filter} path={path} chosen={chosen} />
          )}
        </details>
      ))}
    </nav>
  );
}

function Typed({ filter, path, chosen }: { filter: ListFilter } & Pick<ToolbarProps, "path" | "chosen">) {
  const t = useTranslations("list");
  const { type = "text", max = 64 } = filter.input ?? {};
  return (
    <GetForm action={path} className="flex gap-2 p-2 pt-1">
      {Object.entries(chosen).map(([name, value]) =>
        value && name !== filter.name ? <input key={name} type="hidden" name={name} value={value} /> : null,
      )}
      <input
        type={type === "number" ? "text" : type}
        inputMode={type === "number" ? "numeric" : undefined}
        name={filter.name}
        aria-label={filter.label}
        defaultValue={chosen[filter.name] ?? ""}
        maxLength={max}
        autoComplete="off"
        className="h-8 min-w-0 flex-1 rounded-md border border-edge bg-card px-2.5 text-13 max-md:h-11 max-md:text-16"
      />
      <Button type="submit">{t("apply")}</Button>
    </GetForm>
  );
}
