import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OwnCustomer } from "@/lib/accounts/linked/linked-customers";
import { isGuestOnly, isStaff, type Role, type Theme, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { ProviderView } from "@/lib/provider/provider-view";
import { Keys } from "../find/keys";
import { buttonClass } from "../ui/button";
import { GetForm } from "../ui/form/get-form";
import { Icon } from "../ui/icon";
import { Link } from "../ui/link";
import { ToastRegion } from "../ui/overlay/toast";
import { Dock } from "../ui/overlay/tray";
import { AccountMenu, type ShellActions } from "./account-menu";
import type { ViewProof } from "./allow-changes";
import { BellCount } from "./bell-count";
import { BrandMark } from "./brand-mark";
import { LinkClicks } from "./link-clicks";
import { onPhoneBar, type PanelPlace, PLACES, PLACES_OF, PLACES_OF_GUEST, placeClass } from "./places";
import { RailLink } from "./rail-link";
import { RecentHosts } from "./recent-hosts";
import { type ViewActions, ViewBar } from "./view-bar";

interface ShellProps {
  viewer: Viewer;
  provider: ProviderView;
  theme: Theme;
  actions: ShellActions;
  /** Between which the person may switch; none: they have one. */
  customers: readonly OwnCustomer[];
  viewActions: ViewActions;
  /** How this person allows changes while viewing as a customer; null where they may not. */
  viewProof: ViewProof | null;
  /** Notifications that were not read. */
  unread: number;
  /** In ms. */
  now: number;
  /** What the provider tells its customers; on top of every page. */
  news: ReactNode;
  /** What opens the palette. */
  finder: ReactNode;
  /** What is there while the panel can't be reached. */
  offline: ReactNode;
  /** Keys pressed alone do something. */
  singleKeys: boolean;
  /** With which keys. */
  shortcut: string;
  /** Under which the browser keeps what was opened. */
  recentKey: string;
  children: ReactNode;
}

/** What stands around every page of who is signed in. A page begins with its `PageHeader`; the one `<main>` is here. */
export function Shell({ viewer, provider, theme, actions, children, ...of }: ShellProps) {
  const w = useTranslations("words");
  const t = useTranslations("shell");
  return (
    <div
      className={viewer.view ? "[--top:52px] md:[--top:40px]" : ""}
      data-no-keys={of.singleKeys ? undefined : ""}
    >
      <a href="#main" className={`skip fixed top-2 left-2 z-50 not-focus:sr-only ${buttonClass()}`}>
        {t("skip")}
      </a>
      {viewer.view ? (
        <ViewBar view={viewer.view} proof={of.viewProof} now={of.now} actions={of.viewActions} />
      ) : null}
      <div className="shell flex min-h-dvh items-start max-md:block max-md:pb-[calc(60px+env(safe-area-inset-bottom))] max-md:[@media(max-height:480px)]:pb-0">
        <Rail
          provider={provider}
          role={viewer.role}
          places={isGuestOnly(viewer) ? PLACES_OF_GUEST : PLACES_OF[viewer.role]}
          shortcut={of.shortcut}
          recent={<RecentHosts account={of.recentKey} isStaff={isStaff(viewer)} title={t("recent")} />}
          foot={
            <>
              <AccountMenu
                name={viewer.displayName}
                customers={of.customers}
                chosen={viewer.accountId}
                role={viewer.role}
                zone={viewer.timeZone}
                theme={theme}
                inView={viewer.view !== null}
                actions={actions}
              />
              {viewer.view ? null : <Bell unread={of.unread} />}
            </>
          }
        />
        <div className="min-w-0 flex-1">
          {of.news}
          <div
            className="sticky top-(--top) z-20 h-0 md:hidden [@media(max-height:480px)]:relative [@media(max-height:480px)]:top-0"
            aria-hidden="true"
          >
            <span className="grid size-13 place-items-center">
              <BrandMark mark={provider.mark} />
            </span>
          </div>
          <main
            id="main"
            tabIndex={-1}
            className="flex w-full max-w-320 flex-col gap-4 px-4 pt-4 pb-8 outline-none has-[[data-wide]]:max-w-400 [body:has([data-tray])_&]:pb-22 [body:has([data-tray=open])_&]:pb-80 md:gap-5 md:px-6 md:pt-6 md:pb-10 xl:px-8"
          >
            {children}
          </main>
        </div>
        {of.finder}
        {of.offline}
        <Dock>
          <ToastRegion closeLabel={w("close")} />
        </Dock>
        <LinkClicks />
        {viewer.view ? null : <Keys role={viewer.role} on={of.singleKeys} />}
      </div>
    </div>
  );
}

/** How much there is to be told; leads to all of it. */
function Bell({ unread }: { unread: number }) {
  const w = useTranslations("words");
  const t = useTranslations("shell");
  return (
    <BellCount unread={unread} names={{ none: w("notifications"), some: t("unread", { count: "#" }) }}>
      <Icon name="bell" />
      <span className="truncate max-md:max-w-full md:hidden">{w("notifications")}</span>
    </BellCount>
  );
}

interface RailProps {
  provider: ProviderView;
  role: Role;
  places: readonly PanelPlace[];
  /** With which keys the palette opens. */
  shortcut: string;
  /** Hosts opened last; at a desk with room for words alone. */
  recent: ReactNode;
  /** Account menu and bell. */
  foot: ReactNode;
}

/** The panel's places: at the left of a desk, with words where there is room for them; at the bottom of a phone. */
function Rail({ provider, role, places, shortcut, recent, foot }: RailProps) {
  const w = useTranslations("words");
  const t = useTranslations("shell");
  const onBar = onPhoneBar(role);
  return (
    <nav
      className="rail flex shrink-0 bg-ground max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:border-t max-md:border-line max-md:bg-card max-md:px-1 max-md:pb-[env(safe-area-inset-bottom)] max-md:[@media(max-height:480px)]:static max-md:[body:has(.bulk-bar)_&]:invisible md:sticky md:top-(--top) md:h-[calc(100dvh-var(--top))] md:w-14 md:flex-col md:items-center md:gap-4 md:overflow-y-auto md:border-r md:border-line md:px-2 md:py-3 md:[scrollbar-width:none] xl:w-52 xl:items-stretch"
      aria-label={t("places")}
    >
      <Link
        href={role === "customer" ? "/hosts" : "/admin"}
        className="flex min-h-8 items-center gap-2.5 rounded-md font-semibold text-ink no-underline max-md:hidden xl:px-2"
        title={provider.name}
      >
        <BrandMark mark={provider.mark} />
        <span className="line-clamp-2 min-w-0 wrap-anywhere max-xl:hidden">{provider.name}</span>
      </Link>
      <ul className="flex flex-col gap-0.5 max-md:contents">
        <li className="max-md:order-3 max-md:flex-1">
          <FindKey isStaff={role !== "customer"} shortcut={shortcut} className={placeClass(false)} />
        </li>
        {/* Staff's account stands in the menu at the foot. */}
        {places
          .filter((place) => role === "customer" || place !== "account")
          .map((place) => (
            <li
              key={place}
              className={
                onBar.includes(place) ? `max-md:flex-1 ${ORDER[onBar.indexOf(place)]}` : "max-md:hidden"
              }
            >
              <RailLink href={PLACES[place].href} only={place === "overview"} go={PLACES[place].go}>
                <Icon name={PLACES[place].icon} />
                <span className={WORD}>{w(PLACES[place].word)}</span>
              </RailLink>
            </li>
          ))}
      </ul>
      {recent}
      <div className="flex items-center gap-1 max-md:contents md:mt-auto md:max-xl:flex-col-reverse">
        {foot}
      </div>
    </nav>
  );
}

/** Of a place's word: hidden where there are icons alone. */
const WORD = "min-w-0 truncate max-md:max-w-full md:max-xl:sr-only xl:flex-1";
/** On a phone what is looked for stands in the middle. */
const ORDER = ["max-md:order-1", "max-md:order-2", "max-md:order-4"];

interface FindKeyProps {
  isStaff: boolean;
  /** Beside the keys of the desk it says with which one it opens, too: Ctrl K, or on a Mac ⌘ K. */
  shortcut?: string;
  className?: string;
}

/** Opens the palette (`FindOpener` hears of it). Without a script it leads to a page that searches. */
function FindKey({ isStaff, shortcut, className }: FindKeyProps) {
  const name = useTranslations("find")("open");
  return (
    <GetForm action={isStaff ? "/admin" : "/hosts"}>
      {isStaff ? <input type="hidden" name="q" value="" /> : null}
      <button
        type="submit"
        className={className}
        data-find=""
        aria-label={name}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Icon name="search" />
        <span className="min-w-0 truncate md:max-xl:sr-only xl:flex-1">{name}</span>
        {/* Drawn, and no text: what one sees as the key's label is its name. */}
        {shortcut ? (
          <kbd
            data-drawn={shortcut}
            className="font-sans font-normal text-12 text-ink-3 before:content-[attr(data-drawn)] max-xl:hidden"
          />
        ) : null}
      </button>
    </GetForm>
  );
}
