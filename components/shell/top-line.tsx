import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";

interface TopLineProps {
  /** The page's name: its one `<h1>`. */
  title: string;
  /** The page above, where there is one. */
  above?: { href: string; title: string };
}

/** First thing in a page; the account menu stands at its right end. */
export function TopLine({ title, above }: TopLineProps) {
  const t = useTranslations("shell");
  return (
    <div className="top-line">
      {above ? (
        <nav aria-label={t("breadcrumb")}>
          <Link href={above.href}>{above.title}</Link>
          <span aria-hidden="true">/</span>
        </nav>
      ) : null}
      <h1>{title}</h1>
    </div>
  );
}
