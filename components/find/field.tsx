import { useTranslations } from "next-intl";
import type { KeyboardEvent } from "react";
import { Icon } from "@/components/ui/icon";
import type { Role } from "@/lib/accounts/sessions/viewer";
import { TEXT_LIMIT } from "@/lib/find/find-view";
import { isStaffRole } from "./groups";

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
export function Field({ text, onText, onKeyDown, onClose, role, list, active }: FieldProps) {
  const t = useTranslations("find");
  return (
    <div className="find-field">
      <Icon name="search" />
      <input
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
      <button type="button" className="find-close" aria-label={t("close")} onClick={onClose}>
        <kbd>Esc</kbd>
        <Icon name="cross" />
      </button>
    </div>
  );
}
