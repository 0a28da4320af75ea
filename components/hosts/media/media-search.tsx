import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

interface MediaSearchProps {
  query: string;
  onQuery: (query: string) => void;
}

/** A form of the page's own address, so that it works before hydration, too. */
export function MediaSearch({ query, onQuery }: MediaSearchProps) {
  const t = useTranslations("media");
  return (
    <search>
      <form method="get" onSubmit={(event) => event.preventDefault()}>
        <label className="find">
          <Icon name="filter" small />
          <input
            type="search"
            name="q"
            aria-label={t("search")}
            placeholder={t("search")}
            maxLength={100}
            value={query}
            onChange={(event) => onQuery(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
      </form>
    </search>
  );
}
