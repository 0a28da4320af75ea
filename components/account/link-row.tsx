import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Link } from "@/components/ui/link";

interface LinkRowProps {
  title: string;
  /** How it stands now. */
  state: ReactNode;
  href: string;
  /** In place of "Manage". */
  action?: string;
}

/** A part that has a page of its own: how it stands, and the way there. All of it leads there. */
export function LinkRow({ title, state, href, action }: LinkRowProps) {
  const id = useId();
  const t = useTranslations("account");
  return (
    <section
      className="card relative grid items-center gap-x-10 gap-y-1 py-4 hover:bg-well wide:grid-cols-[264px_minmax(0,640px)]"
      aria-labelledby={id}
    >
      <h2 id={id}>{title}</h2>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="text-ink-2">{state}</div>
        <Link
          href={href}
          aria-label={action ? undefined : t("manageNamed", { title })}
          className="card-link inline-flex min-h-11 items-center gap-1.5 font-strong text-ink no-underline"
        >
          {action ?? t("manage")}
          <span className="text-ink-3" aria-hidden="true">
            ›
          </span>
        </Link>
      </div>
    </section>
  );
}
