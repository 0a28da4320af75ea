import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { GetForm } from "@/components/ui/form/get-form";
import { SearchBox } from "@/components/ui/form/search-box";
import { Chip } from "@/components/ui/list/chip";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import { withSearch } from "@/lib/fleet/search-params";
import { DeskText } from "./desk-text";
import "./filter-bar.css";

/** Something that a list is narrowed to. */
export interface Narrowed {
  /** In the address. */
  name: string;
  kind: string;
  value: string;
}

interface FilterBarProps {
  path: string;
  /** What the address says, without the page. */
  chosen: Record<string, string | null>;
  /** `name`: what it is called in the address; `q` unless said otherwise. */
  search?: { label: string; placeholder: string; name?: string; live?: boolean };
  chips: Narrowed[];
  /** Of the dialog in which more is chosen; without them there is none. */
  fields?: ReactNode;
  /** What stands beside the search: another choice. */
  beside?: ReactNode;
  /** At the right: how many were found, and keys. */
  children?: ReactNode;
}

/** Over a list: its search and what it is narrowed to, all of it in the address, and the list's keys. */
export function FilterBar({ path, chosen, search, chips, fields, beside, children }: FilterBarProps) {
  const t = useTranslations("filter");
  const set = Object.entries(chosen).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  const searched = search?.name ?? "q";
  const withoutText = Object.fromEntries(set.filter(([name]) => name !== searched));
  return (
    <div className="list-bar">
      {search ? (
        <SearchBox
          {...search}
          key={withSearch(path, withoutText)}
          value={chosen[searched] ?? ""}
          action={path}
          keep={withoutText}
          clear={t("clearSearch")}
        />
      ) : null}
      {beside}
      {chips.length > 0 || fields ? (
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          {chips.map(({ name, kind, value }) => (
            <Chip
              key={name}
              kind={kind}
              value={value}
              href={withSearch(path, { ...chosen, [name]: null })}
              remove={t("remove", { kind, value })}
            />
          ))}
          {fields ? <FilterDialog path={path} chosen={set} searched={searched} fields={fields} /> : null}
        </div>
      ) : null}
      {children ? <div className="list-bar-end">{children}</div> : null}
    </div>
  );
}

interface FilterDialogProps {
  path: string;
  searched: string;
  chosen: (readonly [string, string])[];
  fields: ReactNode;
}

function FilterDialog({ path, chosen, searched, fields }: FilterDialogProps) {
  const t = useTranslations("filter");
  const id = useId();
  return (
    <>
      <DialogButton
        dialog={id}
        does="show-modal"
        icon="filter"
        className="min-h-11 border-dashed text-ink-2 text-13 shadow-none md:min-h-8"
      >
        <DeskText>{t("add")}</DeskText>
      </DialogButton>
      <Dialog id={id} title={t("title")}>
        <GetForm action={path} className="mt-4 grid gap-4">
          {chosen.map(([name, value]) =>
            // What the dialog has no field for stays as it is.
            name === searched || KEPT.has(name) ? (
              <input key={name} type="hidden" name={name} value={value} />
            ) : null,
          )}
          {fields}
          <div className="dialog-keys">
            {chosen.length > 0 ? (
              <ButtonLink href={path} variant="ghost">
                {t("clear")}
              </ButtonLink>
            ) : (
              <DialogButton dialog={id} does="close" variant="ghost">
                {t("cancel")}
              </DialogButton>
            )}
            <Button type="submit" variant="primary">
              {t("show")}
            </Button>
          </div>
        </GetForm>
      </Dialog>
    </>
  );
}

/** As the search, the order of the columns has no field in the dialog, nor what a quick choice alone says. */
const KEPT = new Set(["sort", "dir", "show"]);
