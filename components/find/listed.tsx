import { useTranslations } from "next-intl";
import type { Group, Item } from "./groups";
import { Option } from "./option";
import { optionId } from "./use-groups";

interface ListedProps {
  id: string;
  groups: Group[];
  query: string;
  active: Item | null;
  /** Of the provider's people: other states are a matter for them than for customers. */
  staff: boolean;
  onPoint: (item: Item) => void;
  onChoose: (item: Item, inNewTab: boolean) => void;
}

/** What is found, by groups. */
export function Listed({ id, groups, query, active, staff, onPoint, onChoose }: ListedProps) {
  const t = useTranslations("find");
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("open")}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5"
    >
      {groups.map(({ name, host, customer, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
        <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
          <div
            id={`${id}-${name}`}
            role="presentation"
            className="px-2.5 pt-2 pb-1 font-medium text-12 text-ink-3"
          >
            {t(`group.${name}`, { name: host?.name ?? customer?.name ?? customer?.userId ?? "" })}
          </div>
          {items.map((item) => (
            <Option
              key={optionId(item)}
              id={optionId(item)}
              item={item}
              active={item === active}
              short={name === "actionsOn"}
              query={query}
              staff={staff}
              onPoint={() => onPoint(item)}
              onChoose={(inNewTab) => onChoose(item, inNewTab)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
