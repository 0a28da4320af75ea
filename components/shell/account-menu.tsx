import { useLocale, useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem } from "@/components/ui/overlay/menu";
import { THEMES, type Theme } from "@/lib/accounts/sessions/viewer";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/locales";

export interface ShellActions {
  setLanguage: FormAction;
  setTheme: FormAction;
  signOut: FormAction;
}

interface AccountMenuProps {
  name: string;
  theme: Theme;
  actions: ShellActions;
}

/** Language, theme, and the way out. */
export function AccountMenu({ name, theme, actions }: AccountMenuProps) {
  const t = useTranslations("shell");
  const locale = useLocale();
  return (
    <Menu
      label={t("accountMenu", { name })}
      triggerClass="me"
      hook="account-menu"
      trigger={
        <>
          <span className="me-mark" data-drawn={initials(name)} />
          <span>{name}</span>
          <Icon name="chevron-down" small />
        </>
      }
    >
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
      <Form action={actions.signOut} leaveTo="/sign-in" lost={t("stillSignedIn")}>
        <MenuItem type="submit" icon="sign-out">
          {t("signOut")}
        </MenuItem>
      </Form>
    </Menu>
  );
}

/** Two letters of a name of two words, one or two of one; of a Chinese name its last two signs. */
function initials(name: string): string {
  const words = name.trim().split(/[\s._-]+/);
  const [first = "", second] = words;
  if (second) {
    return `${[...first][0] ?? ""}${[...second][0] ?? ""}`.toUpperCase();
  }
  return /\p{Script=Han}/u.test(first)
    ? [...first].slice(-2).join("")
    : [...first].slice(0, 2).join("").toUpperCase();
}
