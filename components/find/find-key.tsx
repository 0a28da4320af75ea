import { useTranslations } from "next-intl";
import { GetForm } from "@/components/ui/form/get-form";
import { Icon } from "@/components/ui/icon";

interface FindKeyProps {
  isStaff: boolean;
  /** Beside the keys of the desk it says with which one it opens, too: Ctrl K, or on a Mac ⌘ K. */
  shortcut?: string;
  className?: string;
}

/** Opens the palette (`FindOpener` hears of it). Without a script it leads to a page that searches. */
export function FindKey({ isStaff, shortcut, className }: FindKeyProps) {
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
