import { useTranslations } from "next-intl";
import { Key } from "@/components/ui/key";
import type { SearchField } from "@/lib/fleet/customers/find-customers";

interface CustomerSearchProps {
  fields: readonly SearchField[];
  field: SearchField;
  text: string;
}

/** A plain form: the search is in the address, and works without JavaScript. */
export function CustomerSearch({ fields, field, text }: CustomerSearchProps) {
  const t = useTranslations("customers.search");
  return (
    <search>
      <form className="admin-search">
        <label className="field grow">
          <span>{t("label")}</span>
          <input className="input" type="search" name="q" defaultValue={text} maxLength={100} />
        </label>
        <label className="field">
          <span>{t("field")}</span>
          <select className="input" name="in" defaultValue={field}>
            {fields.map((one) => (
              <option key={one} value={one}>
                {t(`fields.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Key type="submit" icon="search">
          {t("go")}
        </Key>
      </form>
    </search>
  );
}
