import "@/components/ui/page-tabs.css";

interface PageIndexProps {
  /** Accessible name. */
  label: string;
  /** Each part's `id`, and what it is called. */
  parts: readonly (readonly [id: string, title: string])[];
}

/** The parts of a long page, in sight while it scrolls under them. First thing in a sheet. */
export const PageIndex = ({ label, parts }: PageIndexProps) => (
  <nav className="page-tabs sticky top-0 z-1 rounded-t-sheet border-t-0 bg-sheet" aria-label={label}>
    {parts.map(([id, title]) => (
      <a key={id} href={`#${id}`}>
        {title}
      </a>
    ))}
  </nav>
);
