import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { Key } from "@/components/ui/key";
import { Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import { SearchBox } from "@/components/ui/search-box";
import { TextField } from "@/components/ui/text-field";
import type { FleetChoice, FleetChoices } from "@/lib/fleet/hosts/fleet-choices";
import { type FleetQuery, fleetHref, STATUS_FILTERS } from "@/lib/fleet/hosts/fleet-query";
import { SelectField } from "./select-field";

interface FleetBarProps {
  query: FleetQuery;
  choices: FleetChoices;
}

const KINDS = ["status", "area", "node", "image", "owner"] as const;

/** One search over all that a row shows, and what it is narrowed to: all of it in the address. */
export function FleetBar({ query, choices }: FleetBarProps) {
  const t = useTranslations("fleet-hosts.filter");
  const status = useTranslations("fleet-hosts.status");
  const nameOf = (list: FleetChoice[], id: string) => list.find((one) => one.id === id)?.name ?? id;
  const text = {
    status: (value: string) => status(value as (typeof STATUS_FILTERS)[number]),
    area: (value: string) => nameOf(choices.areas, value),
    node: (value: string) => nameOf(choices.nodes, value),
    image: (value: string) => nameOf(choices.images, value),
    owner: (value: string) => value,
  };
  const kept = Object.fromEntries(new URLSearchParams(fleetHref({ ...query, text: "" }).split("?")[1] ?? ""));
  return (
    <>
      <SearchBox
        key={fleetHref({ ...query, text: "" })}
        label={t("text")}
        placeholder={t("placeholder")}
        value={query.text}
        action="/admin/hosts"
        keep={kept}
        live
      />
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        {KINDS.map((kind) => {
          const value = query[kind];
          return value ? (
            <Chip
              key={kind}
              kind={t(kind)}
              value={text[kind](value)}
              href={fleetHref(query, { [kind]: null })}
              remove={t("remove", { kind: t(kind), value: text[kind](value) })}
            />
          ) : null;
        })}
        <FilterDialog query={query} choices={choices} />
      </div>
    </>
  );
}

function FilterDialog({ query, choices }: FleetBarProps) {
  const t = useTranslations("fleet-hosts.filter");
  const status = useTranslations("fleet-hosts.status");
  const named = ({ id, name, hosts }: FleetChoice): [string, string] => [id, `${name ?? id} (${hosts})`];
  const all: [string, string] = ["", t("all")];
  return (
    <>
      <DialogKey
        dialog="fleet-filter"
        does="show-modal"
        icon="plus"
        className="min-h-10 border-dashed text-ink-2 text-sm shadow-none desk:min-h-8"
      >
        {t("add")}
      </DialogKey>
      <Dialog id="fleet-filter" title={t("title")}>
        <form action="/admin/hosts" className="mt-4 grid gap-4">
          {query.text ? <input type="hidden" name="q" value={query.text} /> : null}
          {query.sort === "name" ? null : <input type="hidden" name="sort" value={query.sort} />}
          {query.descending ? <input type="hidden" name="dir" value="desc" /> : null}
          <SelectField
            name="status"
            label={t("status")}
            value={query.status}
            options={[all, ...STATUS_FILTERS.map((one): [string, string] => [one, status(one)])]}
          />
          <SelectField
            name="area"
            label={t("area")}
            value={query.area}
            options={[all, ...choices.areas.map(named)]}
          />
          <SelectField
            name="node"
            label={t("node")}
            value={query.node}
            options={[all, ...choices.nodes.map(named)]}
          />
          <SelectField
            name="image"
            label={t("image")}
            value={query.image}
            options={[all, ...choices.images.map(named)]}
          />
          <TextField name="owner" label={t("owner")} defaultValue={query.owner ?? ""} maxLength={64} />
          <div className="dialog-keys">
            <DialogKey dialog="fleet-filter" does="close" variant="plain">
              {t("cancel")}
            </DialogKey>
            <Key type="submit" variant="accent">
              {t("show")}
            </Key>
          </div>
        </form>
      </Dialog>
    </>
  );
}
