import { useTranslations } from "next-intl";
import { Key } from "@/components/ui/key";
import { KeyLink } from "@/components/ui/key-link";
import { TextField } from "@/components/ui/text-field";
import type { FleetChoice, FleetChoices } from "@/lib/fleet/hosts/fleet-choices";
import { type FleetQuery, isNarrowed, SORTS, STATUS_FILTERS } from "@/lib/fleet/hosts/fleet-query";
import { SelectField } from "./select-field";

interface FleetFiltersProps {
  query: FleetQuery;
  choices: FleetChoices;
}

/** A plain form: what is chosen stands in the address, and works without JavaScript. */
export function FleetFilters({ query, choices }: FleetFiltersProps) {
  const t = useTranslations("fleet-hosts.filter");
  const status = useTranslations("fleet-hosts.status");
  const named = ({ id, name, hosts }: FleetChoice): [string, string] => [id, `${name ?? id} (${hosts})`];
  const all: [string, string] = ["", t("all")];
  return (
    <search className="fleet-search">
      <form className="admin-search">
        <TextField name="q" label={t("text")} type="search" defaultValue={query.text} maxLength={100} />
        <TextField name="owner" label={t("owner")} defaultValue={query.owner ?? ""} maxLength={64} />
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
        <SelectField
          name="status"
          label={t("status")}
          value={query.status}
          options={[all, ...STATUS_FILTERS.map((one): [string, string] => [one, status(one)])]}
        />
        <SelectField
          name="sort"
          label={t("sort")}
          value={query.sort}
          options={SORTS.map((one): [string, string] => [one, t(`sorts.${one}`)])}
        />
        <SelectField
          name="dir"
          label={t("direction")}
          value={query.descending ? "desc" : "asc"}
          options={[
            ["asc", t("ascending")],
            ["desc", t("descending")],
          ]}
        />
        <div className="admin-keys">
          <Key type="submit" icon="search">
            {t("show")}
          </Key>
          {isNarrowed(query) ? (
            <KeyLink href="/admin/hosts" variant="plain">
              {t("clear")}
            </KeyLink>
          ) : null}
        </div>
      </form>
    </search>
  );
}
