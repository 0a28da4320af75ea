import { useLocale, useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import { Avatar } from "@/components/ui/state";
import type { OwnCustomer } from "@/lib/accounts/linked/linked-customers";
import { type Role, THEMES, type Theme } from "@/lib/accounts/sessions/viewer";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales";
import { onPhoneBar, PLACES, PLACES_OF } from "./places";

export interface ShellActions {
  setLanguage: FormAction;
  setTheme: FormAction;
  chooseCustomer: FormAction;
  signOut: FormAction;
  /** Where signing out leads. */
  signedOutPath: string;
}

interface AccountMenuProps {
  name: string;
  customers: readonly OwnCustomer[];
  /** The account of the customer for whom the person acts. */
  chosen: string;
  role: Role;
  /** The account's own time zone; null where the browser's counts. */
  zone: string | null;
  theme: Theme;
  /** Staff view as a customer: no key acts. */
  inView: boolean;
  actions: ShellActions;
}

/** Language, time zone, theme, and the way out; on a phone also the places that its bar has no room for. */
export function AccountMenu({
  name,
  customers,
  chosen,
  role,
  zone,
  theme,
  inView,
  actions,
}: AccountMenuProps) {
  const w = useTranslations("words");
  const t = useTranslations("shell");
  const locale = useLocale();
  const rest = PLACES_OF[role].filter((place) => !onPhoneBar(role).includes(place));
  const acting = customers.find((each) => each.accountId === chosen);
  return (
    <Menu
      label={t("accountMenu", { name })}
      triggerClass="flex min-w-0 cursor-pointer items-center gap-2.5 rounded-md text-left font-medium text-13 -outline-offset-2 max-md:order-6 max-md:h-15 max-md:flex-1 max-md:flex-col max-md:justify-center max-md:gap-0.5 max-md:text-12 max-md:text-ink-3 md:min-h-9 md:px-1.5 md:hover:bg-hover xl:flex-1"
      hook="account-menu"
      trigger={
        <>
          <Icon name="person" className="md:hidden" />
          <span className="md:hidden">{w("account")}</span>
          <Avatar name={name} className="max-md:hidden" />
          <span className="min-w-0 flex-1 max-xl:hidden">
            <span className="block truncate">{name}</span>
            {acting ? (
              <small className="block truncate font-normal text-12 text-ink-2">{acting.name}</small>
            ) : null}
          </span>
          <Icon name="chevrons" size={14} className="text-ink-3 max-xl:hidden" />
        </>
      }
    >
      <div className="md:hidden">
        {rest.map((place) => (
          <MenuLink key={place} href={PLACES[place].href} icon={PLACES[place].icon}>
            {w(PLACES[place].word)}
          </MenuLink>
        ))}
        <hr />
      </div>
      {role === "customer" ? null : (
        <div className="max-md:hidden">
          <MenuLink href={PLACES.account.href} icon={PLACES.account.icon} hotkey={`G ${PLACES.account.go}`}>
            {w("account")}
          </MenuLink>
        </div>
      )}
      {customers.length > 1 ? (
        <>
          <Form action={actions.chooseCustomer} leaveTo="/hosts">
            <fieldset aria-label={w("customer")}>
              <p className="menu-heading" aria-hidden="true">
                {w("customer")}
              </p>
              {customers.map((each) => (
                <MenuItem
                  key={each.accountId}
                  type="submit"
                  name="account"
                  value={each.accountId}
                  checked={each.accountId === chosen}
                >
                  <span className="wrap-anywhere">{each.name}</span>
                  {each.userId ? <small className="ms-1.5 text-ink-3">{each.userId}</small> : null}
                </MenuItem>
              ))}
            </fieldset>
          </Form>
          <hr />
        </>
      ) : null}
      <Form action={actions.setLanguage}>
        <fieldset aria-label={t("language")}>
          <p className="menu-heading" aria-hidden="true">
            {t("language")}
          </p>
          {LOCALES.map((each) => (
            <MenuItem key={each} type="submit" name="locale" value={each} checked={each === locale}>
              <span lang={each}>{LOCALE_NAMES[each]}</span>
            </MenuItem>
          ))}
        </fieldset>
      </Form>
      <hr />
      <Form action={actions.setTheme}>
        <fieldset aria-label={t("theme")}>
          <p className="menu-heading" aria-hidden="true">
            {t("theme")}
          </p>
          {THEMES.map((each) => (
            <MenuItem key={each} type="submit" name="theme" value={each} checked={each === theme}>
              {t(`themes.${each}`)}
            </MenuItem>
          ))}
        </fieldset>
      </Form>
      <hr />
      <MenuLink href="/account#preferences" icon="clock" note={zone ?? undefined}>
        {w("timeZone")}
      </MenuLink>
      {inView ? null : (
        <div className="max-md:hidden">
          <MenuItem icon="keyboard" kbd="?">
            {t("shortcuts")}
          </MenuItem>
        </div>
      )}
      <Form action={actions.signOut} leaveTo={actions.signedOutPath} lost={t("stillSignedIn")}>
        <MenuItem type="submit" icon="sign-out">
          {w("signOut")}
        </MenuItem>
      </Form>
    </Menu>
  );
}

const MenuLink = ({
  href,
  icon,
  note,
  hotkey,
  children,
}: {
  href: string;
  icon: IconName;
  note?: string;
  /** Keys that press it. */
  hotkey?: string;
  children: string;
}) => (
  <Link href={href} role="menuitem" tabIndex={-1} className="menu-item" data-key={hotkey}>
    <Icon name={icon} />
    <span>{children}</span>
    {note ? <small>{note}</small> : null}
  </Link>
);
