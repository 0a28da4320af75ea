import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import type { FleetChoice, FleetChoices } from "@/lib/fleet/hosts/fleet-choices";
import {
  chosenIn,
  type FleetQuery,
  fleetPath,
  STATE_FILTERS,
  STATUS_FILTERS,
} from "@/lib/fleet/hosts/fleet-query";
import { FilterBar } from "../lists/filter-bar";

interface FleetBarProps {
  query: FleetQuery;
  choices: FleetChoices;
  children: ReactNode;
}

const KINDS = ["status", "area", "node", "image", "owner"] as const;

/** One search over all that a row shows, and what it is narrowed to: all of it in the address. On a customer's own page the customer is no choice. */
export function FleetBar({ query, choices, children }: FleetBarProps) {
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
  const chosen = chosenIn(query);
  const all: [string, string] = ["", t("all")];
  const options = (list: FleetChoice[]) => [
    all,
    ...list.map(({ id, name, hosts }): [string, string] => [id, `${name ?? id} (${hosts})`]),
  ];
  return (
    <FilterBar
      path={fleetPath(query)}
      chosen={chosen}
      search={{
        label: t("text"),
        placeholder: t(query.ofOwner ? "placeholderOwn" : "placeholder"),
        live: true,
      }}
      chips={KINDS.flatMap((kind) => {
        const value = chosen[kind];
        // These are chosen below the bar, and told there.
        const isTold = kind === "status" && STATE_FILTERS.some((one) => one === value);
        return value && !isTold ? [{ name: kind, kind: t(kind), value: text[kind](value) }] : [];
      })}
      fields={
        <>
          <SelectField
            name="status"
            label={t("status")}
            value={query.status}
            options={[all, ...STATUS_FILTERS.map((one): [string, string] => [one, status(one)])]}
          />
          <SelectField name="area" label={t("area")} value={query.area} options={options(choices.areas)} />
          <SelectField name="node" label={t("node")} value={query.node} options={options(choices.nodes)} />
          <SelectField
            name="image"
            label={t("image")}
            value={query.image}
            options={options(choices.images)}
          />
          {query.ofOwner ? null : (
            <TextField name="owner" label={t("owner")} defaultValue={query.owner ?? ""} maxLength={64} />
          )}
        </>
      }
    >
      {children}
    </FilterBar>
  );
}
