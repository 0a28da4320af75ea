import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { Icon, type IconName } from "@/components/ui/icon";
import { Marked } from "@/components/ui/list/marked";
import { Avatar, Kbd, type Sign, StateDot } from "@/components/ui/state";
import { mappingIn } from "@/lib/find/mapping-text";
import type { PowerKind } from "@/lib/operations/command-rules";
import { changesState } from "@/lib/operations/operation-view";
import { OPEN_CONSOLE } from "../hosts/console/console-block";
import { inProgressOf, signOfHost } from "../hosts/host-look";
import { signOfOutcome } from "../hosts/operate/operation-mark";
import { keyOf, POWER_LOOKS } from "../hosts/power/power-looks";
import { CREATE_SNAPSHOT } from "../hosts/snapshots/in-progress";
import { addressOf, type CustomerPage, type Group, type HostAction, type Item } from "./groups";
import { openedAt } from "./opened";
import { iconOfHostPage, keysTo, placeIconOf } from "./pages";
import { tokensOf } from "./read-query";
import { optionId } from "./use-groups";
import { useNames } from "./use-named";

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
const GROUP_NAMES = {
  recent: "shell.recent",
  hosts: "words.hosts",
  customers: "words.customers",
  ofCustomer: "find.group.ofCustomer",
  actions: "words.actions",
  actionsOn: "words.actionsFor",
  pages: "words.pages",
  operations: "words.activity",
  mappings: "words.portsAndDomains",
  more: "words.more",
} as const;

const CUSTOMER_PAGES = {
  view: "find.customer.view",
  hosts: "words.hosts",
  access: "find.customer.access",
} as const;

export function Listed({ id, groups, query, active, staff, onPoint, onChoose }: ListedProps) {
  const t = useTranslations("find");
  const all = useTranslations();
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
            {all(GROUP_NAMES[name], { name: host?.name ?? customer?.name ?? customer?.userId ?? "" })}
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

const OTHER_ICONS: Record<Exclude<HostAction, PowerKind>, IconName> = {
  [OPEN_CONSOLE]: "console",
  [CREATE_SNAPSHOT]: "plus",
  "copy-address": "copy",
};
const CUSTOMER_ICONS: Record<CustomerPage, IconName> = { view: "person", hosts: "list", access: "passkey" };
const isOfPower = (action: HostAction): action is PowerKind => action in POWER_LOOKS;
const iconOf = (action: HostAction): IconName =>
  isOfPower(action) ? POWER_LOOKS[action].icon : OTHER_ICONS[action];

interface OptionProps {
  item: Item;
  id: string;
  active: boolean;
  /** Its group says of which host it is. */
  short: boolean;
  query: string;
  staff: boolean;
  onPoint: () => void;
  onChoose: (inNewTab: boolean) => void;
}

/** One line of the palette. What can't be done now stays reachable, and says why. */
function Option({ item, id, active, short, query, staff, onPoint, onChoose }: OptionProps) {
  const look = useLook({ item, short, query, staff });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard, as a combobox has
    <div
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={look.blocked ? true : undefined}
      tabIndex={-1}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-sm px-2.5 outline-none aria-disabled:text-ink-2 aria-selected:bg-press max-md:min-h-12"
      onPointerMove={active ? undefined : onPoint}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey)}
    >
      {look.mark}
      <span className="flex min-w-0 flex-1 items-baseline gap-2 overflow-hidden whitespace-nowrap">
        <span className="max-w-full truncate">{look.name}</span>
        {look.facts && !look.blocked ? (
          <small className="min-w-0 truncate text-13 text-ink-2">{look.facts}</small>
        ) : null}
      </span>
      {look.blocked ? <small className="max-w-[50%] text-right text-ink-3">{look.blocked}</small> : look.word}
    </div>
  );
}

interface Look {
  mark: ReactNode;
  name: ReactNode;
  facts?: ReactNode;
  word?: ReactNode;
  blocked?: string;
}

const stateMark = (sign: Sign) => (
  <span className="grid w-4 flex-none place-items-center">
    <StateDot sign={sign} />
  </span>
);
const iconMark = (icon: ReactNode) => (
  <span className="grid w-4 flex-none place-items-center text-ink-3">{icon}</span>
);
const DOT = " · ";

function useLook({
  item,
  short,
  query,
  staff,
}: Pick<OptionProps, "item" | "short" | "query" | "staff">): Look {
  const t = useTranslations();
  const doing = useInProgress();
  const names = useNames();
  const path = usePathname();
  const marked = (text: string) => <Marked text={text} words={tokensOf(query).join(" ")} />;
  switch (item.what) {
    case "host": {
      const { name, facts, state, view } = item.host;
      const going = view && inProgressOf(view);
      const word =
        going && changesState(going.kind)
          ? doing(going.kind)
          : staff && state === "unknown" && !view?.stateAsOf
            ? t("hosts.notChecked")
            : t(`host.state.${state}`);
      return {
        mark: stateMark(signOfHost(state, going)),
        name: marked(name),
        facts: marked(facts.join(DOT)),
        word: <small className="flex-none">{word}</small>,
      };
    }
    case "customer": {
      const { userId, name, email, hosts } = item.customer;
      const facts = [name && userId, email, t("words.hostCount", { count: hosts })].filter(Boolean);
      return {
        mark: <Avatar name={name ?? userId} className="-mx-1" />,
        name: marked(name ?? userId),
        facts: marked(facts.join(DOT)),
      };
    }
    case "customer-page": {
      const { page } = item;
      return { mark: iconMark(<Icon name={CUSTOMER_ICONS[page]} />), name: t(CUSTOMER_PAGES[page]) };
    }
    case "operation": {
      const { id, kind, outcome, hostName } = item.operation;
      return {
        mark: stateMark(signOfOutcome(outcome)),
        name: `${t(`operations.kind.${kind}`)} ${hostName}`,
        facts: <span className="mono">{marked(id)}</span>,
      };
    }
    case "mapping": {
      const { from, hostName, vmId, customer, insidePort } = item.mapping;
      const inside = insidePort && t("find.insidePort", { port: String(insidePort) });
      return {
        mark: iconMark(<Icon name={mappingIn(from)?.what === "domain" ? "globe" : "swap"} />),
        name: (
          <>
            {marked(from)} → {hostName}
          </>
        ),
        facts: [t("find.host", { id: vmId }), customer, inside].filter(Boolean).join(DOT),
      };
    }
    case "ask-mappings":
      return {
        mark: iconMark(<Icon name="swap" />),
        name: t("find.askMappings", { text: item.text }),
      };
    case "more":
      return {
        mark: iconMark(
          item.list === "hosts" ? <Icon name="search" /> : <Icon name={placeIconOf("customers")} />,
        ),
        name:
          item.list === "hosts"
            ? t("find.allHosts", { count: item.count })
            : t("find.inRstack", { text: item.text }),
      };
    case "page":
      return {
        mark: iconMark(<Icon name={placeIconOf(item.page)} />),
        name: names.page(item.page),
        word: keysTo(item.page) && <Kbd keys={keysTo(item.page) ?? ""} />,
      };
    case "host-page":
      return {
        mark: iconMark(<Icon name={iconOfHostPage(item.page)} />),
        name: t("find.pageOf", { host: item.host.name, page: names.hostPage(item.page) }),
        facts: addressOf(item.host),
      };
    case "deed": {
      const { action, host, blocked } = item;
      const name = names.action(action);
      const key = action === OPEN_CONSOLE ? "C" : isOfPower(action) && keyOf(action);
      return {
        mark: iconMark(<Icon name={iconOf(action)} />),
        name: short ? name : `${name} ${host.name}`,
        facts: short && action !== "copy-address" ? null : addressOf(host),
        // They act on the host whose page is open.
        word: key && openedAt(path)?.id === host.id && <Kbd keys={key} />,
        blocked: blocked ? t(`operations.reason.${blocked}`) : undefined,
      };
    }
  }
}
