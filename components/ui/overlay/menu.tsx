"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type ToggleEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { buttonClass } from "../button";
import { Icon, type IconName } from "../icon";
import { Kbd } from "../state";

interface MenuProps {
  /** Accessible name of button and menu; null where the trigger's own text names them. */
  label: string | null;
  /** What the button shows; three dots without. */
  trigger?: ReactNode;
  triggerClass?: string;
  /** Marks the button for scripts: `data-NAME`. */
  hook?: string;
  /** Its items are made as it opens: for those that do nothing before the page is hydrated. A long list has many such menus. */
  late?: boolean;
  children: ReactNode;
}

const items = (menu: HTMLElement) => [
  ...menu.querySelectorAll<HTMLElement>("[role=menuitem], [role=menuitemradio]"),
];

/**
 * A native popover: it opens before the page is hydrated, lies above every bar, and closes by Esc or a click outside.
 * On a phone it is a sheet.
 */
export function Menu({
  label,
  trigger,
  triggerClass = buttonClass({ variant: "ghost" }, trigger === undefined),
  hook,
  late,
  children,
}: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [isMade, setMade] = useState(!late);
  useEffect(() => {
    // It may have been opened before there was anything to make its items.
    setMade((made) => made || menu.current?.matches(":popover-open") === true);
  }, []);

  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    const opens = event.newState === "open";
    setOpen(opens);
    if (opens) {
      place(button.current, event.currentTarget);
      items(event.currentTarget)[0]?.focus({ preventScroll: true });
    }
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={triggerClass}
        popoverTarget={id}
        {...(hook ? { [`data-${hook}`]: "" } : {})}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label ?? undefined}
      >
        {trigger ?? <Icon name="more" />}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label ?? undefined}
        className="menu"
        onBeforeToggle={({ newState }) => {
          if (newState === "open" && !isMade) {
            // Before it is shown, placed and focused.
            flushSync(() => setMade(true));
          }
        }}
        onToggle={onToggle}
        onKeyDown={moveFocus}
        // Before the item acts: the focus is on the menu's button when a question opens, and comes back there.
        onClickCapture={(event) => {
          const item = event.target instanceof Element ? event.target.closest("[role^=menuitem]") : null;
          if (item && item.getAttribute("aria-disabled") !== "true") {
            menu.current?.hidePopover();
          }
        }}
      >
        {isMade ? children : null}
      </div>
    </>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const all = items(event.currentTarget);
  const at = all.findIndex((item) => item.contains(document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    all[to % all.length]?.focus();
  } else if (event.key === "Tab") {
    event.currentTarget.hidePopover();
  }
}

/** For browsers that can't anchor a popover by CSS. */
function place(button: HTMLElement | null, menu: HTMLElement) {
  if (!button || CSS.supports("position-area", "bottom") || matchMedia("(max-width: 767px)").matches) {
    return;
  }
  const from = button.getBoundingClientRect();
  menu.style.top = `${Math.max(8, Math.min(from.bottom, innerHeight - menu.offsetHeight - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(from.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
}

interface MenuItemProps {
  icon?: IconName;
  danger?: boolean;
  note?: ReactNode;
  /** Why it can't be chosen now; it stays reachable, and says so. */
  blocked?: string | null;
  /** In a group of which one is chosen. */
  checked?: boolean;
  /** The key that does the same. */
  kbd?: string;
  type?: "button" | "submit";
  name?: string;
  value?: string;
  onSelect?: () => void;
  children: ReactNode;
}

/** `type="submit"` inside a form makes it that form's button. */
export function MenuItem({
  icon,
  danger,
  note,
  blocked,
  checked,
  kbd,
  type = "button",
  ...rest
}: MenuItemProps) {
  const noteId = useId();
  const said = blocked ?? note;
  return (
    <button
      type={type}
      name={rest.name}
      value={rest.value}
      {...(checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": checked })}
      aria-disabled={blocked ? true : undefined}
      aria-labelledby={`${noteId}-name`}
      aria-describedby={said ? noteId : undefined}
      tabIndex={-1}
      data-key={kbd}
      className={danger ? "menu-item menu-item-danger" : "menu-item"}
      onClick={(event) => {
        if (blocked) {
          event.preventDefault();
        } else {
          rest.onSelect?.();
        }
      }}
    >
      {icon ? <Icon name={icon} /> : <span />}
      <span id={`${noteId}-name`}>{rest.children}</span>
      {checked ? <Icon name="check" small /> : kbd ? <Kbd keys={kbd} /> : null}
      {said ? <small id={noteId}>{said}</small> : null}
    </button>
  );
}
