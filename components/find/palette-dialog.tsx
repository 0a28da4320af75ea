import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { copyText } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { showToast } from "@/components/ui/overlay/toast";
import { Kbd } from "@/components/ui/state";
import type { Role } from "@/lib/accounts/sessions/viewer";
import { TEXT_LIMIT } from "@/lib/find/find-view";
import { OPEN_CONSOLE } from "../hosts/console/console-block";
import { openConsoleWindow } from "../hosts/console/opener";
import { Deed, type SentKind } from "./deed";
import { type Asker, addressOf, type Group, type Item, isStaffRole } from "./groups";
import { Listed } from "./listed";
import { hrefOf } from "./pages";
import type { PaletteProps } from "./palette";
import { recentPaths } from "./recent";
import type { FindAnswer } from "./use-found";
import { optionId, useGroups } from "./use-groups";

type Doing = Extract<Item, { what: "deed" }> & { action: SentKind; at: number };
const LIST = "find-list";
const KEYS = { move: "↑ ↓", choose: "Enter", group: "Tab" };

/** A field and what it finds, by the keyboard alone: the focus stays in the field, as in every combobox. */
export function PaletteDialog({ account, opening, typed, ...asker }: Omit<PaletteProps, "command">) {
  const t = useTranslations("find");
  const shell = useTranslations("shell");
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [recent, setRecent] = useState<string[]>([]);
  const query = text.trim();
  const grouped = useGroups({ query, opening, isOpen, recent, asker });
  const { groups, answer, isCurrent, active } = grouped;
  const close = () => dialog.current?.close();
  const { choose, deed } = useChoose(asker, close, grouped.askMappings);
  const chooseOnceHere = useOnce(isCurrent, () => active && choose(active, false));

  useEffect(() => {
    setRecent(recentPaths(account));
    if (opening > 0 && dialog.current && !dialog.current.open) {
      dialog.current.showModal();
      setOpen(true);
    }
  }, [opening, account]);
  // The opener goes on to collect keys until all of them are in the field: the next one would take their place.
  useEffect(() => {
    if (typed.current === text) {
      typed.current = null;
    } else if (typed.current !== null) {
      setText(typed.current);
    }
  });

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key, shiftKey, ctrlKey, metaKey } = event;
    // What an input method is still putting together is its own.
    if (event.nativeEvent.isComposing || !["ArrowDown", "ArrowUp", "Tab", "Enter"].includes(key)) {
      return;
    }
    event.preventDefault();
    if (key === "Enter") {
      isCurrent ? active && choose(active, ctrlKey || metaKey) : chooseOnceHere();
    } else if (key === "Tab") {
      grouped.moveGroup(shiftKey ? -1 : 1);
    } else {
      grouped.move(key === "ArrowUp" ? -1 : 1);
    }
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it; the keyboard has Escape */}
      <dialog
        ref={dialog}
        className="find-palette mx-auto mt-[14vh] max-h-[min(640px,calc(100dvh-18vh))] w-[min(640px,calc(100vw-32px))] flex-col overflow-hidden rounded-lg bg-float text-ink shadow-dialog backdrop:bg-scrim open:flex open:animate-pop max-md:m-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:max-w-none max-md:rounded-none"
        aria-label={t("open")}
        // Emptied now: emptied as it opens, it could lose what is typed by then.
        onClose={() => {
          setOpen(false);
          setText("");
        }}
        onClick={(event) => event.target === event.currentTarget && close()}
      >
        <Field
          text={text}
          onText={setText}
          onKeyDown={onKeyDown}
          onClose={close}
          role={asker.role}
          list={LIST}
          active={active && optionId(active)}
        />
        <Said groups={groups} answer={answer} isCurrent={isCurrent} query={query} note={grouped.note} />
        <Listed
          id={LIST}
          groups={groups}
          query={query}
          active={active}
          staff={isStaffRole(asker.role)}
          onPoint={grouped.point}
          onChoose={choose}
        />
        <p className="flex h-10 flex-none items-center gap-4 border-t border-line px-4 text-12 text-ink-3 max-md:hidden">
          {(["move", "choose", "group"] as const).map((key) => (
            <span key={key} className="flex items-center gap-1.5" aria-hidden="true">
              <Kbd keys={KEYS[key]} shown /> {t(`keys.${key}`)}
            </span>
          ))}
          <button
            type="button"
            data-key="?"
            className="ml-auto flex min-h-6 cursor-pointer items-center gap-1.5 rounded-sm hover:text-ink in-data-no-keys:hidden"
            onClick={close}
          >
            <Kbd keys="?" /> {shell("shortcuts")}
          </button>
        </p>
      </dialog>
      {deed}
    </>
  );
}

/** Opens what was chosen, or does it; a question that comes first is `deed`. */
function useChoose(asker: Asker, close: () => void, askMappings: (text: string) => void) {
  const t = useTranslations("words");
  const [doing, setDoing] = useState<Doing | null>(null);
  const go = useGo();
  const choose = (item: Item, inNewTab: boolean) => {
    const href = hrefOf(item, asker.role);
    if (href !== null) {
      close();
      inNewTab ? window.open(href, "_blank", "noopener") : go(href);
    } else if (item.what === "ask-mappings") {
      askMappings(item.text);
    } else if (item.what === "deed" && item.blocked === null) {
      close();
      const { action, host } = item;
      if (action === "copy-address") {
        const copied = { sign: "done", text: t("copied") } as const;
        void copyText(addressOf(host) ?? "").then((done) => done && showToast(copied));
      } else if (action !== OPEN_CONSOLE) {
        setDoing({ ...item, action, at: Date.now() });
      } else if (!openConsoleWindow(host.id)) {
        go(`/hosts/${host.id}/console/window`);
      }
    }
  };
  const page = doing && hrefOf({ what: "host", host: doing.host }, asker.role);
  const deed =
    doing?.host.view && page ? (
      <Deed
        key={doing.at}
        host={doing.host.view}
        kind={doing.action}
        onLeave={() => go(page)}
        onEnd={() => setDoing(null)}
      />
    ) : null;
  return { choose, deed };
}

/** For Enter that is pressed before the answer is here: it counts once that is. */
function useOnce(isHere: boolean, then: () => void): () => void {
  const isAwaited = useRef(false);
  useEffect(() => {
    if (isHere && isAwaited.current) {
      isAwaited.current = false;
      then();
    }
  });
  return () => {
    isAwaited.current = true;
  };
}

/** To a question of a page by a whole page load: it looks for it as it comes. */
function useGo(): (href: string) => void {
  const { push } = useRouter();
  return (href) => (href.includes("#") ? window.location.assign(href) : push(href));
}

interface SaidProps {
  groups: Group[];
  answer: FindAnswer | null;
  isCurrent: boolean;
  query: string;
  /** What RStack said of a port or domain; a message key of `find`. */
  note: "noMapping" | "noAnswer" | null;
}

/** In words: how many there are, for who hears the page; or why there are none. */
function Said({ groups, answer, isCurrent, query, note }: SaidProps) {
  const w = useTranslations("words");
  const t = useTranslations("find");
  // Where else to look is nothing found.
  const found = groups.filter(({ name }) => name !== "more");
  const count = found.reduce((sum, { items }) => sum + items.length, 0);
  const failed =
    answer?.found === null
      ? answer.waitSeconds === null
        ? t("failed")
        : t("wait", { seconds: answer.waitSeconds })
      : note && t(note);
  const isNothing = isCurrent && count === 0;
  return (
    <div role="status" className={failed || isNothing ? "p-5" : "sr-only"}>
      {failed ?? (isNothing ? w("noResultsFor", { text: query }) : isCurrent ? t("count", { count }) : "")}
      {!failed && isNothing ? <small className="mt-1 block">{t("hint")}</small> : null}
    </div>
  );
}

interface FieldProps {
  text: string;
  onText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  onClose: () => void;
  role: Role;
  /** Ids of the list, and of what in it Enter would choose. */
  list: string;
  active: string | null;
}

/** Where one types, and the way out. */
function Field({ text, onText, onKeyDown, onClose, role, list, active }: FieldProps) {
  const w = useTranslations("words");
  const t = useTranslations("find");
  return (
    <div className="flex h-13 flex-none items-center gap-3 border-b border-line pr-2 pl-4 md:pr-4">
      <Icon name="search" size={18} className="text-ink-3" />
      <input
        className="h-full min-w-0 flex-1 bg-transparent text-16 outline-none"
        role="combobox"
        aria-label={t("open")}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={active ?? undefined}
        aria-autocomplete="list"
        placeholder={t(isStaffRole(role) ? "placeholder.staff" : "placeholder.customer")}
        value={text}
        maxLength={TEXT_LIMIT}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="go"
      />
      <button
        type="button"
        className="grid min-h-9 min-w-9 cursor-pointer place-items-center rounded-md text-ink-2 hover:bg-hover max-md:size-11"
        aria-label={w("close")}
        onClick={onClose}
      >
        <span
          aria-hidden="true"
          data-drawn="Esc"
          className="rounded-sm border border-line bg-sunken px-1 text-12 text-ink-3 leading-[18px] before:content-[attr(data-drawn)] max-md:hidden"
        />
        <Icon name="cross" className="md:hidden" />
      </button>
    </div>
  );
}
