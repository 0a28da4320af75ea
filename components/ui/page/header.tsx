import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "../icon";
import { Link } from "../link";

/** The page above. */
export interface Above {
  href: string;
  title: string;
}

/** A phone's top bar: the way back. */
const BackBar = ({ href, title }: Above) => {
  const t = useTranslations("shell");
  return (
    <nav
      className="sticky top-0 z-30 [@media(max-height:480px)]:static -mx-4 -mt-4 flex h-13 items-center border-b border-line bg-ground px-1 md:hidden"
      aria-label={t("breadcrumb")}
    >
      <Link
        href={href}
        className="flex h-11 min-w-0 items-center gap-1 px-2 font-medium text-ink-2 no-underline"
      >
        <Icon name="chevron-left" size={18} />
        <span className="truncate">{title}</span>
      </Link>
    </nav>
  );
};

interface PageHeaderProps {
  /** The page's name: its one `<h1>`. */
  title: string;
  text?: ReactNode;
  /** Buttons; one of them may be primary. */
  actions?: ReactNode;
  above?: Above;
}

/** First thing in a page. On a phone its bar: the name itself, or the way back where there is a page above. */
export function PageHeader({ title, text, actions, above }: PageHeaderProps) {
  const t = useTranslations("shell");
  // Beside the mark of the frame.
  const bar =
    "max-md:sticky max-md:top-0 max-md:z-10 max-md:[@media(max-height:480px)]:static max-md:-mx-4 max-md:-mt-4 max-md:h-13 max-md:border-b max-md:border-line max-md:bg-ground max-md:pr-4 max-md:pl-14";
  return (
    <>
      {above ? <BackBar {...above} /> : null}
      {above ? (
        <nav className="-mb-3 max-md:hidden" aria-label={t("breadcrumb")}>
          <Link
            href={above.href}
            className="-ml-1 flex w-fit items-center gap-1 text-13 text-ink-2 no-underline hover:text-ink"
          >
            <Icon name="chevron-left" size={14} />
            {above.title}
          </Link>
        </nav>
      ) : null}
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3 max-md:contents">
        <div className={`flex min-w-0 flex-1 items-center gap-3 max-md:flex-none ${above ? "" : bar}`}>
          <h1 className={`truncate ${above ? "" : "max-md:text-16"}`}>{title}</h1>
        </div>
        {actions ? <div className="flex items-center gap-2 max-md:flex-wrap">{actions}</div> : null}
        {text ? <p className="-mt-2 w-full text-13 text-ink-2 max-md:mt-0">{text}</p> : null}
      </header>
    </>
  );
}

interface HostHeaderProps {
  name: string;
  badge: ReactNode;
  /** Behind the badge. */
  tags?: ReactNode;
  /** What it is, in a line; those that aren't there are left out. */
  facts: readonly ReactNode[];
  actions?: ReactNode;
  /** Shown on a phone alone: at a desk the sidebar has it. */
  above: Above;
}

/** The head of one thing: a host, a customer, a node, an operation. Its name first, its state beside it, the facts below. */
export const HostHeader = ({ name, badge, tags, facts, actions, above }: HostHeaderProps) => (
  <>
    <BackBar {...above} />
    <header className="flex flex-col gap-2 md:gap-1">
      <div className="flex items-center gap-6 max-md:contents">
        <div className="flex min-w-0 flex-1 items-center gap-3 max-md:flex-wrap max-md:gap-x-2.5 max-md:gap-y-1.5">
          <h1 className="min-w-0 max-md:wrap-anywhere md:truncate" title={name}>
            {name}
          </h1>
          {badge}
          {tags}
        </div>
        {actions ? (
          <div className="flex items-center gap-2 max-md:order-last max-md:mt-1.5 max-md:flex-wrap">
            {actions}
          </div>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 text-13 text-ink-2">
        {facts.map((fact, at) =>
          fact === null || fact === undefined || fact === false ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a head's facts have their places
            <span key={at} className="inline-flex min-h-6 items-center gap-1.5">
              {fact}
            </span>
          ),
        )}
      </div>
    </header>
  </>
);
